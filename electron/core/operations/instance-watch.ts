import { appError } from '#contract/errors.ts';
import type { DatacenterId, InstanceId } from '#contract/ids.ts';
import { recordKey } from '#contract/ids.ts';
import type { Operation } from '#contract/operation.ts';
import type { InventoryBatch } from '../inventory/inventory-batch.ts';
import type { Clock } from '../ports/clock.ts';
import { judge, judgeGone, meaningOf, type Sight, timedOut, type Watched } from './judge.ts';
import { instanceOf, type Knowledge, readAt, recordOf } from './knowledge.ts';
import type { Ledger } from './ledger.ts';
import type { LifecycleEvent } from './lifecycle.ts';
import type { OperationTimings } from './timings.ts';
import { UnshownCount } from './unshown-count.ts';

export type InstanceWatchPorts = {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly knowledge: Knowledge;
  readonly timings: OperationTimings;
};

/** An operation whose instance is looked at. Times by the clock's `elapsed`. */
type Entry = {
  readonly operationId: string;
  readonly datacenterId: DatacenterId;
  readonly instanceId: InstanceId;
  readonly startedElapsed: number;
  /** A sight older than this, by the wall clock, is from before the answer. */
  readonly since: number;
  fetchedAt: number;
  lookedElapsed: number;
  hasMoved: boolean;
  settledElapsed: number | null;
  readonly lackedAddresses: boolean;
  readonly unshown: UnshownCount;
};

/** Looks at the instances of operations until each has reached what was asked for, or has not. */
export class InstanceWatch {
  readonly #ports: InstanceWatchPorts;
  readonly #entries = new Map<string, Entry>();
  readonly #byInstance = new Map<string, Set<string>>();

  constructor(ports: InstanceWatchPorts) {
    this.#ports = ports;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** Follows an operation whose instance is known, and looks at once. */
  follow(operation: Operation): void {
    const { instanceId, datacenterId, id } = operation;
    if (instanceId === null || this.#entries.has(id)) return;
    const elapsed = this.#ports.clock.elapsed();
    this.#entries.set(id, {
      operationId: id,
      datacenterId,
      instanceId,
      startedElapsed: elapsed,
      since: sinceOf(operation),
      fetchedAt: 0,
      lookedElapsed: elapsed,
      hasMoved: false,
      settledElapsed: null,
      lackedAddresses: this.#lackedAddresses(operation),
      unshown: new UnshownCount(),
    });
    const key = recordKey(datacenterId, instanceId);
    this.#byInstance.set(key, (this.#byInstance.get(key) ?? new Set()).add(id));
    this.look([id]);
  }

  /** The instances of one datacenter that operations wait for, longest waiting first. */
  instances(datacenterId: DatacenterId): readonly InstanceId[] {
    const mine = [...this.#entries.values()].filter((entry) => entry.datacenterId === datacenterId);
    return [...new Set(mine.map(({ instanceId }) => instanceId))];
  }

  /** dcmgr failed to render an instance. It may pass; again and again it means that nobody will see what becomes of it. */
  unshown(datacenterId: DatacenterId, instanceId: InstanceId): void {
    const ids = [...(this.#byInstance.get(recordKey(datacenterId, instanceId)) ?? [])];
    for (const id of ids) this.#entries.get(id)?.unshown.add(this.#ports.clock.now());
    this.look(ids);
  }

  /** Something of the inventory was read. */
  published({ datacenterId, kind, upserts, seen, removals }: InventoryBatch): void {
    if (kind !== 'instances' || this.isEmpty) return;
    const touched = [...upserts.map(({ record }) => record), ...seen, ...removals];
    this.look(touched.flatMap(({ id }) => [...(this.#byInstance.get(`${datacenterId}/${id}`) ?? [])]));
  }

  /** Looks at these operations' instances, or at all of them. */
  look(operationIds: readonly string[] = [...this.#entries.keys()]): void {
    const events = operationIds.flatMap((id) => {
      const entry = this.#entries.get(id);
      const operation = this.#ports.ledger.openOperation(id);
      if (entry === undefined) return [];
      if (operation === null) return this.#drop(entry);
      return this.#judge(entry, operation).map((event) => ({ id, event }));
    });
    this.#ports.ledger.applyAll(events);
    for (const { id } of events) this.#dropEnded(id);
  }

  #judge(entry: Entry, operation: Operation): readonly LifecycleEvent[] {
    const { clock, knowledge, timings } = this.#ports;
    const now = clock.now();
    if (knowledge.profile(entry.datacenterId) === null)
      return [{ kind: 'gaveUp', at: now, error: withoutDatacenter(entry.datacenterId) }];
    const sight = this.#sight(entry, operation);
    if (sight === 'gone') return [judgeGone(operation, now)];
    if (sight !== null) {
      const watched = this.#note(entry, operation, sight);
      const outcome = judge(operation, sight, watched, { now, timings });
      const seen = seenEvents(operation, sight, outcome !== null);
      if (outcome !== null || seen.length > 0) return outcome === null ? seen : [...seen, outcome];
    }
    const watchedMs = clock.elapsed() - entry.startedElapsed;
    if (watchedMs >= timings.watchMs) return [{ kind: 'gaveUp', at: now, error: timedOut(operation) }];
    return watchedMs >= timings.unshownMs && entry.unshown.isProof(knowledge.status(entry.datacenterId))
      ? [{ kind: 'gaveUp', at: now, error: notShown(entry.instanceId) }]
      : [];
  }

  /** Whether it was without addresses already when it was last seen before the sending. */
  #lackedAddresses({ datacenterId, instanceId, sentAt }: Operation): boolean {
    if (instanceId === null || sentAt === null) return false;
    const record = recordOf(this.#ports.knowledge, datacenterId, 'instances', instanceId);
    return record !== undefined && record.fetchedAt < sentAt && instanceOf(record).networks.length === 0;
  }

  /** The instance as it was seen after the answer; null where it has not been since. */
  #sight(entry: Entry, { account }: Operation): Sight | 'gone' | null {
    const { knowledge, clock } = this.#ports;
    const { datacenterId, instanceId, since } = entry;
    const record = recordOf(knowledge, datacenterId, 'instances', instanceId);
    if (record === undefined) {
      const read = account === null ? null : readAt(knowledge, datacenterId, 'instances', account);
      return read !== null && read >= since ? 'gone' : null;
    }
    // A clock that somebody has set back since says nothing about before and after.
    if (record.fetchedAt < since && clock.now() >= since) return null;
    const { state, status, hostNodeId, nics, networks } = instanceOf(record);
    const has = { hasNics: nics.length > 0, hasAddresses: networks.length > 0 };
    return { state, status, hostNodeId, ...has, at: record.fetchedAt };
  }

  #note(entry: Entry, { intent }: Operation, sight: Sight): Watched {
    const elapsed = this.#ports.clock.elapsed();
    if (sight.at !== entry.fetchedAt) {
      entry.fetchedAt = sight.at;
      entry.lookedElapsed = elapsed;
      entry.unshown.reset();
    }
    const isMoving = meaningOf(intent.action, sight.state) === 'moving';
    entry.hasMoved ||= isMoving;
    entry.settledElapsed = isMoving || !entry.hasMoved ? null : (entry.settledElapsed ?? elapsed);
    return {
      lookedMs: entry.lookedElapsed - entry.startedElapsed,
      settledMs: entry.settledElapsed === null ? null : entry.lookedElapsed - entry.settledElapsed,
      lackedAddresses: entry.lackedAddresses,
    };
  }

  #dropEnded(id: string): void {
    const entry = this.#entries.get(id);
    if (entry !== undefined && this.#ports.ledger.openOperation(id) === null) this.#drop(entry);
  }

  #drop({ operationId, datacenterId, instanceId }: Entry): [] {
    this.#entries.delete(operationId);
    const key = recordKey(datacenterId, instanceId);
    const others = this.#byInstance.get(key);
    others?.delete(operationId);
    if (others?.size === 0) this.#byInstance.delete(key);
    return [];
  }
}

/** What a launch answered is as of its sending; what another action does shows after its answer. */
const sinceOf = ({ intent, sentAt, answeredAt }: Operation): number =>
  (intent.action === 'launch' ? sentAt : (answeredAt ?? sentAt)) ?? 0;

function seenEvents(operation: Operation, { state, status, at }: Sight, isLast: boolean): LifecycleEvent[] {
  const { observed } = operation;
  if (!isLast && observed?.state === state && observed.status === status) return [];
  return [{ kind: 'seen', observed: { state, status, at } }];
}

const notShown = (id: InstanceId) =>
  appError('operation/not-shown', 'dcmgr fails to render the instance', { id });

export const withoutDatacenter = (datacenterId: DatacenterId) =>
  appError('profile/not-found', 'its datacenter is no longer one of ours', { datacenterId });
