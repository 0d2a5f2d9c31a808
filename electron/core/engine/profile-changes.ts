import type { AppError } from '#contract/errors.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { Profile, ProfileView, SecretChanges } from '#contract/profile.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { effectOf } from '../profiles/profile-change.ts';
import { type ProfileKeeper, unknownDatacenter } from '../profiles/profile-keeper.ts';
import type { Datacenters } from './datacenters.ts';
import type { Sessions } from './sessions.ts';

export type ProfileChangesPorts = {
  readonly keeper: ProfileKeeper;
  readonly inventory: Inventory;
  readonly datacenters: Datacenters;
  readonly sessions: Sessions;
  /** The datacenter is gone, or another endpoint from now on: called before anything of the old one is dropped. */
  readonly abandoned: (id: DatacenterId) => void;
};

/**
 * Carries a change of a profile through: file, secrets, inventory, polling, pages. One change at a time, each
 * whole before the next. Only the datacenter concerned is touched; another endpoint under the same profile means
 * that the inventory and timeline of the old one are forgotten, here and on disk.
 */
export class ProfileChanges {
  readonly #ports: ProfileChangesPorts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(ports: ProfileChangesPorts) {
    this.#ports = ports;
  }

  save(profile: Profile, changes: SecretChanges): Promise<Result<ProfileView>> {
    return this.#inTurn(() => this.#save(profile, changes));
  }

  remove(id: DatacenterId): Promise<Result<null>> {
    return this.#inTurn(() => this.#remove(id));
  }

  setPaused(id: DatacenterId, paused: boolean): Promise<Result<null>> {
    return this.#inTurn(async () => {
      const profile = this.#ports.keeper.profile(id);
      if (profile === null) return err(unknownDatacenter(id));
      if (profile.polling.paused === paused) return ok(null);
      const saved = await this.#save({ ...profile, polling: { ...profile.polling, paused } }, {});
      return saved.ok ? ok(null) : saved;
    });
  }

  /** Resolves once every change asked for so far is through. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #save(profile: Profile, changes: SecretChanges): Promise<Result<ProfileView>> {
    const before = this.#ports.keeper.profile(profile.id);
    const saved = await this.#ports.keeper.save(profile, changes);
    if (!saved.ok) return saved;
    await this.#apply(before, saved.value.profile, Object.keys(changes).length > 0);
    const view = await this.#ports.keeper.view(saved.value.profile);
    await this.#tellProfiles();
    return failureOr(saved.value.secretsFailure, view);
  }

  async #apply(before: Profile | null, profile: Profile, hasNewSecrets: boolean): Promise<void> {
    const { keeper, inventory, datacenters } = this.#ports;
    const effect = before === null ? 'replace' : effectOf(before, profile);
    if (effect === 'nothing' && !hasNewSecrets) return;
    datacenters.stop(profile.id);
    if (effect === 'replace') await this.#forget(profile.id, profile.url);
    inventory.open(profile.id);
    inventory.keepAccounts(
      profile.id,
      profile.accounts.map((account) => account.id),
    );
    datacenters.start(profile, await keeper.secretsOf(profile.id));
  }

  /** Where the store can't forget yet, the old origin stays noted: the next start will see that it has to. */
  async #forget(id: DatacenterId, url: string | null): Promise<void> {
    this.#ports.abandoned(id);
    const isForgotten = this.#ports.inventory.forget(id);
    if (isForgotten) await this.#ports.keeper.noteOrigin(id, url);
  }

  async #remove(id: DatacenterId): Promise<Result<null>> {
    const { keeper, datacenters, sessions } = this.#ports;
    const removed = await keeper.remove(id);
    if (!removed.ok) return removed;
    datacenters.stop(id);
    await this.#forget(id, null);
    await this.#tellProfiles();
    sessions.emit('datacenters.removed', { datacenterId: id });
    return failureOr(removed.value.secretsFailure, null);
  }

  async #tellProfiles(): Promise<void> {
    const { keeper, sessions } = this.#ports;
    sessions.emit('profiles.changed', await keeper.views());
  }

  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(act);
    // A change that throws is its caller's to report; the next one starts all the same.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

const failureOr = <T>(failure: AppError | null, value: T): Result<T> =>
  failure === null ? ok(value) : err(failure);
