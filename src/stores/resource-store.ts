import { computed, type ComputedRef, markRaw, onScopeDispose, shallowRef } from 'vue';
import type { AppError } from '#contract/errors.ts';
import type { RecordKey } from '#contract/ids.ts';
import type { Delta, RowOf, Seen } from '#contract/inventory.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { PageContext } from '../engine/page-context.ts';
import { type RowChange, RowTable } from '../lists/row-table.ts';

/** How far a kind has come. Rows held before stay through `loading` and `failed`. */
export type LoadState =
  | { readonly kind: 'loading'; readonly loaded: number; readonly total: number | null }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: AppError };

/** One publication: what changed since the one before. */
export type Batch<R> = { readonly sequence: number; readonly changes: readonly RowChange<R>[] };

/** All rows of one kind over all datacenters, as the engine knows them. */
export type ResourceStore<K extends ResourceKind> = {
  readonly table: RowTable<RowOf<K>>;
  readonly load: ComputedRef<LoadState>;
  /** Moves once a frame at most, for everything that arrived since. */
  readonly batch: ComputedRef<Batch<RowOf<K>>>;
  /** Moves when rows were read again, changed or not: ages are to be looked up anew. */
  readonly seenTick: ComputedRef<number>;
  /** How many rows there are. */
  readonly size: ComputedRef<number>;
  /** Whether anything was ever loaded: before, a list has nothing to say. */
  readonly hasRows: ComputedRef<boolean>;
  reload(): void;
};

const retryAfterMs = 3_000;

export function createResourceStore<K extends ResourceKind>(
  kind: K,
  { link, timers, schedule }: PageContext,
): ResourceStore<K> {
  type R = RowOf<K>;
  const table = markRaw(new RowTable<R>());
  const load = shallowRef<LoadState>({ kind: 'loading', loaded: 0, total: null });
  const batch = shallowRef<Batch<R>>({ sequence: 0, changes: [] });
  const seenTick = shallowRef(0);
  /**
   * What arrived since the last publication; null: gone. The table takes it over only then, so that whatever is
   * derived from the table in between agrees with the last batch, and the next one applies to it.
   */
  const arrived = new Map<RecordKey, R | null>();
  const seen: Seen[] = [];
  const early: Delta[] = [];
  let revision: number | null = null;
  let generation = 0;
  let cancelRetry = (): void => undefined;

  function publish(): void {
    const changes: RowChange<R>[] = [];
    for (const [key, after] of arrived) {
      const place = after === null ? table.remove(key) : table.put(after);
      if (place !== undefined) changes.push({ ...place, after: after ?? undefined });
    }
    for (const { keys, at } of seen) table.see(keys, at);
    if (changes.length > 0) batch.value = { sequence: batch.value.sequence + 1, changes };
    if (seen.length > 0) seenTick.value += 1;
    arrived.clear();
    seen.length = 0;
  }

  function apply(delta: Delta): void {
    if (revision === null) {
      early.push(delta);
      return;
    }
    if (delta.revision <= revision) return;
    if (delta.revision !== revision + 1) {
      reload();
      return;
    }
    revision = delta.revision;
    // The engine sends rows of the kind that was asked for, here and in chunks.
    for (const row of delta.upserted) arrived.set(row.key, row as R);
    for (const key of delta.removed) arrived.set(key, null);
    seen.push(...delta.seen);
    schedule(publish);
  }

  async function takeSnapshot(mine: number): Promise<AppError | null> {
    const subscribed = await link.call('inventory.subscribe', { kind });
    if (mine !== generation) return null;
    if (!subscribed.ok) return subscribed.error;
    const { total } = subscribed.value;
    publish();
    const missing = new Set(table.keys());
    for (let offset = 0, done = false; !done;) {
      const chunk = await link.call('inventory.chunk', { kind, offset });
      if (mine !== generation) return null;
      if (!chunk.ok) return chunk.error;
      for (const row of chunk.value.rows) {
        missing.delete(row.key);
        arrived.set(row.key, row as R);
      }
      // Twice as many each time: to derive everything anew for every chunk would cost the square of them.
      if (arrived.size >= table.size) schedule(publish);
      offset += chunk.value.rows.length;
      // An empty chunk that is not the last would be asked for again forever.
      done = chunk.value.done || chunk.value.rows.length === 0;
      load.value = { kind: 'loading', loaded: offset, total };
    }
    for (const key of missing) arrived.set(key, null);
    revision = subscribed.value.revision;
    return null;
  }

  async function run(): Promise<void> {
    const mine = (generation += 1);
    cancelRetry();
    revision = null;
    early.length = 0;
    load.value = { kind: 'loading', loaded: 0, total: null };
    const error = await takeSnapshot(mine);
    if (mine !== generation) return;
    // The last rows and `ready` are published together, so that a list is never taken for empty in between.
    publish();
    // Not a failure of the list: the link says so itself, and a snapshot is taken as soon as it is back.
    if (error?.code === 'contract/closed') return;
    if (error !== null) {
      load.value = { kind: 'failed', error };
      cancelRetry = timers.after(retryAfterMs, reload);
      return;
    }
    load.value = { kind: 'ready' };
    for (const delta of early.splice(0)) apply(delta);
  }

  function reload(): void {
    void run();
  }

  const stops = [
    link.on('inventory.changed', (delta) => {
      if (delta.kind === kind) apply(delta);
    }),
    link.onConnected(reload),
  ];
  onScopeDispose(() => {
    generation += 1;
    cancelRetry();
    for (const stop of stops) stop();
    void link.call('inventory.unsubscribe', { kind });
  });

  return {
    table,
    load: computed(() => load.value),
    batch: computed(() => batch.value),
    seenTick: computed(() => seenTick.value),
    size: computed(() => {
      void batch.value; // the table is not reactive by itself: batches tell that it changed
      return table.size;
    }),
    hasRows: computed(() => batch.value.sequence > 0 && table.size > 0),
    reload,
  };
}
