import type { AccountId, DatacenterId, InstanceId } from '#contract/ids.ts';
import type { Operation } from '#contract/operation.ts';
import type { Instance } from '#contract/resources.ts';
import type { Clock } from '../ports/clock.ts';
import { withoutDatacenter } from './instance-watch.ts';
import { instanceOf, type Knowledge, readAt, recordOf } from './knowledge.ts';
import type { Ledger } from './ledger.ts';
import { launchedOtherwise } from './launched-otherwise.ts';
import type { LifecycleEvent } from './lifecycle.ts';
import { type Finding, type LostLaunch, matchLaunches } from './match-launches.ts';
import { hasAnswered } from './server-failure.ts';
import type { OperationTimings } from './timings.ts';
import type { UserData } from './user-data.ts';

export type LostLaunchesPorts = {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly knowledge: Knowledge;
  readonly timings: OperationTimings;
  readonly userData: Pick<UserData, 'of'>;
  /** Reads the instances of a datacenter as soon as may be. */
  readonly refresh: (id: DatacenterId) => void;
  /** It was found what a launch made. */
  readonly identified: (operation: Operation) => void;
};

/** `Date` counts whole seconds, and the answers it is learnt from take their time. */
const skewToleranceMs = 5_000;
/** For one with a hostname, which tells more than the time: a server may have set its clock meanwhile. */
const namedToleranceMs = 60_000;
/** While nothing is known of the server's clock. */
const unknownSkewMs = 600_000;
/** Instances that are noted as known before a launch: older ones can't be taken for what it makes. */
const recentMs = 900_000;

/** What was there before a launch was sent. */
type Before = {
  /** Instances made lately. */
  readonly ids: ReadonlySet<InstanceId>;
  /** Entries of the account's list that could not be read. */
  readonly blanks: ReadonlySet<string>;
};
const nothingBefore: Before = { ids: new Set(), blanks: new Set() };

type Entry = { readonly operationId: string; readonly lostAt: number; isAskedLate: boolean };

/** Launches whose answer was lost, until the inventory or a person says what they made. */
export class LostLaunches {
  readonly #ports: LostLaunchesPorts;
  readonly #entries = new Map<string, Entry>();
  readonly #before = new Map<string, Before>();

  constructor(ports: LostLaunchesPorts) {
    this.#ports = ports;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** Notes what is there before a launch is sent. */
  sending({ id, intent, datacenterId }: Operation): void {
    if (intent.action !== 'launch') return;
    const since = this.#ports.clock.now() + this.#skew(datacenterId).ms - recentMs;
    const recent = this.#instances(datacenterId, intent.account).filter(
      ({ createdAt }) => createdAt >= since,
    );
    const ids = new Set(recent.map((instance) => instance.id));
    this.#before.set(id, { ids, blanks: this.#blanks(datacenterId, intent.account) });
  }

  /** Its exchange has ended: what waited for that, since it might have made what they did, can be matched. */
  sent({ id, datacenterId }: Operation): void {
    if (this.#entries.has(id)) return; // it was lost, and everything was matched when it was added
    this.#before.delete(id);
    this.match(datacenterId);
  }

  /** Searches for what a launch made. `lostAt`: when its connection ended, at the latest. */
  add(operation: Operation, lostAt: number): void {
    this.#entries.set(operation.id, { operationId: operation.id, lostAt, isAskedLate: false });
    this.#ports.refresh(operation.datacenterId);
    this.match(operation.datacenterId);
  }

  /** Asks for one more reading once nothing can take effect any more, and gives up what has lost its datacenter. */
  tick(): void {
    const late = new Set<DatacenterId>();
    for (const { entry, operation } of this.#lost()) {
      const { datacenterId } = operation;
      if (this.#ports.knowledge.profile(datacenterId) === null) {
        const at = this.#ports.clock.now();
        this.#apply(operation, { kind: 'gaveUp', at, error: withoutDatacenter(datacenterId) });
      } else if (!entry.isAskedLate && this.#ports.clock.now() >= entry.lostAt + this.#ports.timings.lateMs) {
        entry.isAskedLate = true;
        late.add(datacenterId);
      }
    }
    for (const id of late) this.#ports.refresh(id);
  }

  /** Matches the lost launches of a datacenter against its inventory. */
  match(datacenterId: DatacenterId): void {
    const { knowledge } = this.#ports;
    const lost = this.#lost().filter(({ operation }) => operation.datacenterId === datacenterId);
    if (lost.length === 0 || knowledge.profile(datacenterId) === null) return;
    for (const account of new Set(lost.map(({ operation }) => operation.account))) {
      if (account === null) continue;
      const mine = lost.filter(({ operation }) => operation.account === account);
      const blanks = this.#blanks(datacenterId, account);
      const launches = [
        ...mine.flatMap(({ entry, operation }) => this.#toLost(operation, entry.lostAt, blanks)),
        ...this.#sending(datacenterId, account).flatMap((each) => this.#toLost(each, Infinity, blanks)),
      ];
      const findings = matchLaunches(launches, this.#unclaimed(datacenterId, account, launches));
      for (const { operation } of mine) this.#take(operation, findings.get(operation.id));
    }
  }

  /** A person, or another launch, has settled this one. */
  forget(operationId: string): void {
    this.#entries.delete(operationId);
    this.#before.delete(operationId);
  }

  #lost(): readonly { readonly entry: Entry; readonly operation: Operation }[] {
    return [...this.#entries.values()].flatMap((entry) => {
      const operation = this.#ports.ledger.openOperation(entry.operationId);
      const isLost = operation?.state === 'unknown' && operation.instanceId === null;
      if (isLost) return [{ entry, operation }];
      this.forget(entry.operationId);
      return [];
    });
  }

  /** Launches whose answer is still to come: what they make is not to be taken for what a lost one made. */
  #sending(datacenterId: DatacenterId, account: AccountId): readonly Operation[] {
    return this.#ports.ledger.open.filter(
      (operation) =>
        operation.state === 'sending' &&
        operation.datacenterId === datacenterId &&
        operation.account === account,
    );
  }

  /** `blanks` are the entries of the account's list that can't be read now. */
  #toLost(operation: Operation, lostAt: number, blanks: ReadonlySet<string>): readonly LostLaunch[] {
    const { knowledge, timings, userData } = this.#ports;
    const { id, intent, datacenterId, sentAt } = operation;
    if (intent.action !== 'launch' || sentAt === null) return [];
    const skew = this.#skew(datacenterId);
    const named = intent.parameters.hostname === null ? 0 : namedToleranceMs;
    const toleranceMs = Math.max(skew.toleranceMs, named);
    const timeoutMs = knowledge.profile(datacenterId)?.polling.requestTimeoutMs ?? 0;
    const read = readAt(knowledge, datacenterId, 'instances', intent.account) ?? -Infinity;
    const before = this.#before.get(id) ?? nothingBefore;
    const hasNewBlanks = [...blanks].some((blank) => !before.blanks.has(blank));
    return [
      {
        operation,
        parameters: intent.parameters,
        userData: operation.userDataLength === 0 ? '' : userData.of(id),
        from: sentAt + skew.ms - toleranceMs,
        until: sentAt + timeoutMs + timings.lateMs + skew.ms + toleranceMs,
        before: before.ids,
        isRead: read >= lostAt,
        isSettled: !hasNewBlanks && read >= lostAt + (hasAnswered(operation) ? 0 : timings.lateMs),
      },
    ];
  }

  /** Entries of the account's list that Nori could not read, as its last whole reading found them, by what tells them. */
  #blanks(datacenterId: DatacenterId, account: AccountId): ReadonlySet<string> {
    const problems = this.#ports.knowledge.status(datacenterId)?.problems ?? [];
    const blanks = problems.filter(
      ({ kind, account: of, error: { code } }) =>
        kind === 'instances' &&
        of === account &&
        (code === 'list/unreadable-record' || code.startsWith('record/')),
    );
    // Where it stands moves with everything that comes before it; its neighbours, or its id, stay.
    return new Set(
      blanks.map(({ error }) => JSON.stringify([error.code, { ...error.details, offset: null }])),
    );
  }

  #skew(datacenterId: DatacenterId): { readonly ms: number; readonly toleranceMs: number } {
    const ms = this.#ports.knowledge.status(datacenterId)?.health.clockSkewMs ?? null;
    return ms === null ? { ms: 0, toleranceMs: unknownSkewMs } : { ms, toleranceMs: skewToleranceMs };
  }

  #unclaimed(
    datacenterId: DatacenterId,
    account: AccountId,
    launches: readonly LostLaunch[],
  ): readonly Instance[] {
    const from = Math.min(...launches.map((launch) => launch.from));
    return this.#instances(datacenterId, account).filter(
      ({ id, createdAt }) => createdAt >= from && !this.#ports.ledger.isClaimed(datacenterId, id),
    );
  }

  #instances(datacenterId: DatacenterId, account: AccountId): readonly Instance[] {
    const instances: Instance[] = [];
    for (const record of this.#ports.knowledge.inventory.open(datacenterId).records('instances'))
      if (record.owner === account) instances.push(instanceOf(record));
    return instances;
  }

  #take(operation: Operation, finding: Finding | undefined): void {
    const at = this.#ports.clock.now();
    switch (finding?.kind) {
      case undefined:
        return;
      case 'nothing':
        this.#apply(operation, { kind: 'failed', at, error: finding.error });
        return;
      case 'several': {
        const { candidates, error } = finding;
        if (candidates.join() === operation.candidates.join()) return;
        this.#apply(operation, { kind: 'suspected', candidates, error });
        return;
      }
      case 'made': {
        const found = this.#apply(
          operation,
          identified(this.#ports.knowledge, operation, finding.instanceId),
        );
        if (found !== null) this.#ports.identified(found);
      }
    }
  }

  #apply({ id }: Operation, event: LifecycleEvent): Operation | null {
    const after = this.#ports.ledger.apply(id, event);
    if (event.kind !== 'suspected') this.forget(id);
    return after;
  }
}

/** It is known what a lost launch made, and so how that differs from what was asked. */
export function identified(
  knowledge: Knowledge,
  { intent, datacenterId }: Operation,
  instanceId: InstanceId,
): LifecycleEvent {
  const record = recordOf(knowledge, datacenterId, 'instances', instanceId);
  const note = record === undefined ? null : launchedOtherwise(intent, instanceOf(record));
  return { kind: 'identified', instanceId, note };
}
