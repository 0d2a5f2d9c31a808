import type { RecordKey } from '../ids.ts';
import type { Delta, Row, Seen } from '../inventory.ts';
import { type ResourceKind, resourceKinds } from '../resource-kind.ts';
import type { Session } from '../rpc/service.ts';

type Shelf = {
  readonly rows: Map<RecordKey, Row>;
  revision: number;
  /** What each subscriber's snapshot froze. */
  readonly snapshots: Map<Session, readonly Row[]>;
};

/** What a test changes in one kind. */
export type FakeChanges = {
  readonly upserted?: readonly Row[];
  readonly removed?: readonly RecordKey[];
  readonly seen?: readonly Seen[];
};

/** Rows by kind, with the revisions, snapshots and deltas that the contract promises of an engine. */
export class FakeInventory {
  readonly #chunkSize: number;
  readonly #shelves = new Map<ResourceKind, Shelf>(
    resourceKinds.map((kind) => [kind, { rows: new Map(), revision: 0, snapshots: new Map() }]),
  );

  constructor(rows: Partial<Record<ResourceKind, readonly Row[]>>, chunkSize: number) {
    this.#chunkSize = chunkSize;
    for (const kind of resourceKinds) {
      for (const row of rows[kind] ?? []) this.#shelf(kind).rows.set(row.key, row);
    }
  }

  rows(kind: ResourceKind): readonly Row[] {
    return [...this.#shelf(kind).rows.values()];
  }

  row(kind: ResourceKind, key: RecordKey): Row | undefined {
    return this.#shelf(kind).rows.get(key);
  }

  subscribe(kind: ResourceKind, session: Session): { revision: number; total: number } {
    const shelf = this.#shelf(kind);
    if (!shelf.snapshots.has(session)) session.onClosed(() => shelf.snapshots.delete(session));
    shelf.snapshots.set(session, this.rows(kind));
    return { revision: shelf.revision, total: shelf.rows.size };
  }

  unsubscribe(kind: ResourceKind, session: Session): void {
    this.#shelf(kind).snapshots.delete(session);
  }

  chunk(kind: ResourceKind, offset: number, session: Session): { rows: readonly Row[]; done: boolean } {
    const frozen = this.#shelf(kind).snapshots.get(session) ?? [];
    const end = offset + this.#chunkSize;
    return { rows: frozen.slice(offset, end), done: end >= frozen.length };
  }

  /** Changes rows as a sweep would: one revision more, and a delta to each subscriber. */
  change(kind: ResourceKind, changes: FakeChanges): void {
    const shelf = this.#shelf(kind);
    for (const row of changes.upserted ?? []) shelf.rows.set(row.key, row);
    for (const key of changes.removed ?? []) shelf.rows.delete(key);
    shelf.revision += 1;
    const delta: Delta = {
      kind,
      revision: shelf.revision,
      upserted: changes.upserted ?? [],
      removed: changes.removed ?? [],
      seen: changes.seen ?? [],
    };
    for (const session of shelf.snapshots.keys()) session.emit('inventory.changed', delta);
  }

  /** Loses the next delta of a kind, so that its subscribers meet a gap. */
  skipRevision(kind: ResourceKind): void {
    this.#shelf(kind).revision += 1;
  }

  #shelf(kind: ResourceKind): Shelf {
    const shelf = this.#shelves.get(kind);
    if (shelf === undefined) throw new Error(`no such kind: ${kind}`);
    return shelf;
  }
}
