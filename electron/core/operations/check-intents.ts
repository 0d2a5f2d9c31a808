import { type AppError, appError } from '#contract/errors.ts';
import type { AccountId, DatacenterId } from '#contract/ids.ts';
import { recordKey } from '#contract/ids.ts';
import type { Intent, IntentCheck } from '#contract/operation.ts';
import type { Profile } from '#contract/profile.ts';
import { checkAction } from './check-action.ts';
import { oldKnowledge, type Warning, writableProfile } from './check-datacenter.ts';
import { hostnameKey, launchRefusal, launchWarnings, type LaunchIntent } from './check-launch.ts';
import { encodeIntent } from './encode-intent.ts';
import { instanceOf, type Knowledge } from './knowledge.ts';
import { Room } from './room.ts';

/** What other operations, not yet ended, hold on to. */
export type Claims = {
  /** Instances under an operation, as record keys. */
  readonly targets: ReadonlySet<string>;
  /** Names that launches want, as `hostnameKey`s. */
  readonly hostnames: ReadonlySet<string>;
};

/** A check, with what the journal calls the target. */
export type CheckedIntent = IntentCheck & { readonly label: string };

/** Judges intents one after another as the run they are to be: names, targets and room count once. */
export function checkIntents(
  knowledge: Knowledge,
  intents: readonly Intent[],
  claims: Claims,
): readonly CheckedIntent[] {
  const run = new RunCheck(knowledge, claims);
  return intents.map((intent) => run.check(intent));
}

class RunCheck {
  readonly #knowledge: Knowledge;
  readonly #claims: Claims;
  readonly #targets = new Set<string>();
  readonly #hostnames: Set<string>;
  readonly #rooms = new Map<DatacenterId, Room>();
  readonly #ages = new Map<string, readonly Warning[]>();

  constructor(knowledge: Knowledge, claims: Claims) {
    this.#knowledge = knowledge;
    this.#claims = claims;
    this.#hostnames = new Set(claims.hostnames);
  }

  check(intent: Intent): CheckedIntent {
    const profile = writableProfile(this.#knowledge, intent.datacenterId);
    if (!profile.ok) return this.#refused(intent, profile.error);
    return intent.action === 'launch'
      ? this.#launch(profile.value, intent)
      : this.#action(profile.value, intent);
  }

  #launch(profile: Profile, intent: LaunchIntent): CheckedIntent {
    const refusal = launchRefusal(this.#knowledge, profile, intent, this.#hostnames);
    if (refusal !== null) return this.#refused(intent, refusal);
    const { account, parameters } = intent;
    if (parameters.hostname !== null)
      this.#hostnames.add(hostnameKey(profile.id, account, parameters.hostname));
    const warnings = [
      ...this.#oldKnowledge(profile.id, account),
      ...this.#room(profile).take(parameters),
      ...launchWarnings(intent),
    ];
    return { refusal: null, warnings, request: encodeIntent(intent), account, label: labelOf(intent) };
  }

  #action(profile: Profile, intent: Exclude<Intent, LaunchIntent>): CheckedIntent {
    const key = recordKey(intent.datacenterId, intent.instanceId);
    const details = { id: intent.instanceId };
    const checked = checkAction(this.#knowledge, profile, intent);
    if (!checked.ok) return this.#refused(intent, checked.error);
    if (this.#claims.targets.has(key))
      return this.#refused(intent, appError('operation/busy', 'another operation is under way', details));
    if (this.#targets.has(key))
      return this.#refused(intent, appError('operation/duplicate-target', 'twice in one run', details));
    this.#targets.add(key);
    const { account, record } = checked.value;
    return {
      refusal: null,
      warnings: this.#oldKnowledge(profile.id, account),
      request: encodeIntent(intent),
      account,
      label: instanceOf(record).hostname,
    };
  }

  #refused(intent: Intent, refusal: AppError): CheckedIntent {
    const isLaunch = intent.action === 'launch';
    const record = isLaunch || this.#knowledge.profile(intent.datacenterId) === null ? undefined : intent;
    return {
      refusal,
      warnings: [],
      request: null,
      account: isLaunch ? intent.account : null,
      label: record === undefined ? labelOf(intent) : this.#nameOf(record),
    };
  }

  #nameOf({ datacenterId, instanceId }: Exclude<Intent, LaunchIntent>): string {
    const record = this.#knowledge.inventory.open(datacenterId).record('instances', instanceId);
    return record === undefined ? instanceId : instanceOf(record).hostname;
  }

  #room(profile: Profile): Room {
    const room = this.#rooms.get(profile.id) ?? new Room(this.#knowledge, profile);
    this.#rooms.set(profile.id, room);
    return room;
  }

  #oldKnowledge(datacenterId: DatacenterId, account: AccountId): readonly Warning[] {
    const name = `${datacenterId} ${account}`;
    const warnings = this.#ages.get(name) ?? oldKnowledge(this.#knowledge, datacenterId, account);
    this.#ages.set(name, warnings);
    return warnings;
  }
}

const labelOf = (intent: Intent): string =>
  intent.action === 'launch' ? (intent.parameters.hostname ?? '') : intent.instanceId;
