import { appError } from '#contract/errors.ts';
import { type RecordKey, recordKey } from '#contract/ids.ts';
import type { Delta, Row, Seen } from '#contract/inventory.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { Session } from '#contract/rpc/service.ts';
import type { HeldRecord } from '../inventory/held-record.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { InventoryBatch } from '../inventory/inventory-batch.ts';
import type { Clock } from '../ports/clock.ts';
import { createPace, type Pace } from './pace.ts';
import { firstWeight, rowPortion } from './row-portions.ts';

/** Milliseconds over which the changes of a kind are put into one delta. */
const deltaMs = 100;

/** One kind, as its subscribers follow it. */
type Channel = {
  readonly kind: ResourceKind;
  readonly pace: Pace;
  /** By session, the snapshot it is still reading; null once read. */
  readonly subscribers: Map<Session, readonly HeldRecord[] | null>;
  revision: number;
  /** Since the last delta: the record as it is now, or null where it is gone. */
  changed: Map<RecordKey, HeldRecord | null>;
  seen: Map<RecordKey, HeldRecord>;
};

/**
 * The pages' view of the inventory: a frozen snapshot each, then deltas to all. A snapshot is a list of the
 * records themselves; rows are made as they are read, so that a page that comes to 100,000 records costs one
 * list and not 100,000 rows. What nobody follows is not collected.
 */
export class InventorySubscriptions {
  readonly #inventory: Pick<Inventory, 'records'>;
  readonly #clock: Clock;
  readonly #channels = new Map<ResourceKind, Channel>();

  constructor(inventory: Pick<Inventory, 'records'>, clock: Clock) {
    this.#inventory = inventory;
    this.#clock = clock;
  }

  subscribe(kind: ResourceKind, session: Session): { readonly revision: number; readonly total: number } {
    const channel = this.#channel(kind);
    // What is collected belongs to the revision before: the snapshot has it already.
    channel.pace.flush();
    const snapshot = this.#inventory.records(kind);
    channel.subscribers.set(session, snapshot);
    return { revision: channel.revision, total: snapshot.length };
  }

  /** The rows from an offset. The last of them ends the snapshot; without one there is nothing to answer. */
  chunk(
    kind: ResourceKind,
    offset: number,
    session: Session,
  ): Result<{ readonly rows: readonly Row[]; readonly done: boolean }> {
    const snapshot = this.#channel(kind).subscribers.get(session);
    if (snapshot == null) {
      return err(appError('contract/invalid-request', 'no snapshot is being read', { kind, offset }));
    }
    const rows = offset === 0 ? rowPortion(snapshot, 0, firstWeight) : rowPortion(snapshot, offset);
    const done = offset + rows.length >= snapshot.length;
    if (done) this.#channel(kind).subscribers.set(session, null);
    return ok({ rows, done });
  }

  unsubscribe(kind: ResourceKind, session: Session): void {
    const channel = this.#channel(kind);
    channel.subscribers.delete(session);
    if (channel.subscribers.size > 0) return;
    channel.pace.stop();
    channel.changed.clear();
    channel.seen.clear();
  }

  /** Drops everything of a page that is gone. */
  ended(session: Session): void {
    for (const kind of this.#channels.keys()) this.unsubscribe(kind, session);
  }

  publish(batch: InventoryBatch): void {
    const channel = this.#channel(batch.kind);
    if (channel.subscribers.size === 0) return;
    for (const record of batch.removals) channel.changed.set(keyOf(record), null);
    for (const { record } of batch.upserts) channel.changed.set(keyOf(record), record);
    for (const record of batch.seen) channel.seen.set(keyOf(record), record);
    if (channel.changed.size + channel.seen.size > 0) channel.pace.ask();
  }

  close(): void {
    for (const channel of this.#channels.values()) channel.pace.stop();
    this.#channels.clear();
  }

  #channel(kind: ResourceKind): Channel {
    const known = this.#channels.get(kind);
    if (known !== undefined) return known;
    const channel: Channel = {
      kind,
      pace: createPace(this.#clock, deltaMs, () => {
        emitDeltas(channel);
      }),
      subscribers: new Map(),
      revision: 0,
      changed: new Map(),
      seen: new Map(),
    };
    this.#channels.set(kind, channel);
    return channel;
  }
}

const keyOf = (record: HeldRecord): RecordKey => recordKey(record.datacenterId, record.id);

/** Sends what was collected, in several deltas where it is more than fits a message. */
function emitDeltas(channel: Channel): void {
  const { changed, seen } = channel;
  channel.changed = new Map();
  channel.seen = new Map();
  const upserts = [...changed.values()].filter((record) => record !== null);
  const removed = [...changed].flatMap(([key, record]) => (record === null ? [key] : []));
  let upserted = rowPortion(upserts, 0);
  emit(channel, { upserted, removed, seen: groupSeen(seen, changed) });
  for (let sent = upserted.length; sent < upserts.length; sent += upserted.length) {
    upserted = rowPortion(upserts, sent);
    emit(channel, { upserted, removed: [], seen: [] });
  }
}

function emit(channel: Channel, contents: Omit<Delta, 'kind' | 'revision'>): void {
  channel.revision += 1;
  const delta: Delta = { kind: channel.kind, revision: channel.revision, ...contents };
  for (const session of channel.subscribers.keys()) session.emit('inventory.changed', delta);
}

/** By time. Records upserted in the same delta bring their time with them; those removed have none. */
function groupSeen(
  seen: ReadonlyMap<RecordKey, HeldRecord>,
  changed: ReadonlyMap<RecordKey, unknown>,
): Seen[] {
  const byTime = new Map<number, RecordKey[]>();
  for (const [key, { fetchedAt }] of seen) {
    if (changed.has(key)) continue;
    const keys = byTime.get(fetchedAt);
    if (keys === undefined) byTime.set(fetchedAt, [key]);
    else keys.push(key);
  }
  return [...byTime].map(([at, keys]) => ({ at, keys }));
}
