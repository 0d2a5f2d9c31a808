import type { Agents } from './agents.ts';
import type { WorldClock } from './clock.ts';
import type { Configuration } from './configuration.ts';
import type { Database } from './database.ts';
import { chooseStorage } from './placement.ts';
import type { Instance, Snapshot, Volume } from './records.ts';

type Parts = {
  readonly database: Database;
  readonly clock: WorldClock;
  readonly agents: Agents;
  readonly configuration: Configuration;
};

/** What the storage and host agents do with volumes and snapshots, after the API has recorded the wish. */
export class VolumeLife {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** From `scheduling` (or `pending` when its node was given) to `available`. */
  create(volume: Volume): void {
    if (volume.state === 'pending') this.#build(volume);
    else this.#parts.agents.later(() => this.#place(volume) && this.#build(volume));
  }

  /** A boot volume is placed together with its instance, now; `then` hears whether it came to be. */
  createForBoot(volume: Volume, then: (created: boolean) => void): void {
    if (this.#place(volume)) this.#build(volume, then);
    else then(false);
  }

  #build(volume: Volume, then: (created: boolean) => void = () => undefined): void {
    const { agents } = this.#parts;
    agents.later(() => {
      volume.state = 'creating';
      agents.later(() => {
        this.#finishCreation(volume, then);
      });
    });
  }

  #place(volume: Volume): boolean {
    const { database } = this.#parts;
    const snapshot = volume.snapshotId === null ? undefined : database.snapshots.get(volume.snapshotId);
    const node = chooseStorage(database, volume.sizeMb, snapshot);
    if (node === null) {
      this.#markDeleted(volume);
      return false;
    }
    volume.storageNodeId = node.id;
    volume.state = 'pending';
    return true;
  }

  #finishCreation(volume: Volume, then: (created: boolean) => void): void {
    const failed = this.#parts.agents.fails('create-volume');
    if (failed) this.#markDeleted(volume);
    else volume.state = 'available';
    then(!failed);
  }

  /** The host attaches it, if it still finds it available. A failure leaves `instance_id` behind, as dcmgr does. */
  attach(volume: Volume, instance: Instance): void {
    const { agents } = this.#parts;
    agents.onHost(instance.hostId, () => {
      if (volume.state !== 'available' || volume.instanceId !== instance.id) return;
      volume.state = 'attaching';
      agents.onHost(
        instance.hostId,
        () => {
          if (agents.fails('attach')) volume.state = 'available';
          else this.markAttached(volume, instance);
        },
        2,
      );
    });
  }

  markAttached(volume: Volume, instance: Instance): void {
    if (volume.instanceId !== instance.id || volume.state !== 'attaching') return;
    volume.state = 'attached';
    volume.attachedAt = this.#parts.clock.now();
    if (this.#parts.configuration.guestDevices)
      volume.guestDevice = `0:${String(4 + instance.volumeIds.indexOf(volume.id))}:0`;
  }

  detach(volume: Volume, instance: Instance): void {
    const { agents, clock } = this.#parts;
    agents.onHost(instance.hostId, () => {
      if (volume.state !== 'attached') return;
      volume.state = 'detaching';
      agents.onHost(instance.hostId, () => {
        volume.state = 'available';
        volume.detachedAt = clock.now();
        this.unbind(volume);
      });
    });
  }

  unbind(volume: Volume): void {
    const instance =
      volume.instanceId === null ? undefined : this.#parts.database.instances.get(volume.instanceId);
    if (instance !== undefined) instance.volumeIds = instance.volumeIds.filter((id) => id !== volume.id);
    volume.instanceId = null;
    volume.guestDevice = null;
  }

  destroy(volume: Volume): void {
    const { agents } = this.#parts;
    volume.state = 'deregistering';
    agents.later(() => {
      volume.state = 'deleting';
      agents.later(() => {
        this.#markDeleted(volume);
      });
    });
  }

  #markDeleted(volume: Volume): void {
    this.unbind(volume);
    volume.state = 'deleted';
    volume.deletedAt = this.#parts.clock.now();
  }

  /** A boot volume whose instance could not be started goes with it. */
  discard(volume: Volume): void {
    this.#markDeleted(volume);
  }

  createSnapshot(snapshot: Snapshot): void {
    const { agents, clock } = this.#parts;
    agents.later(() => {
      if (!agents.fails('create-snapshot')) {
        snapshot.state = 'available';
        return;
      }
      snapshot.state = 'deleted';
      snapshot.deletedAt = clock.now();
    });
  }

  destroySnapshot(snapshot: Snapshot): void {
    const { agents, clock } = this.#parts;
    snapshot.state = 'deleting';
    agents.later(() => {
      snapshot.state = 'deleted';
      snapshot.deletedAt = clock.now();
    });
  }
}
