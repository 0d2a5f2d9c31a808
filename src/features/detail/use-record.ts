import { computed, type ComputedRef, onScopeDispose, shallowRef, watch } from 'vue';
import type { Change } from '#contract/change.ts';
import type { AppError } from '#contract/errors.ts';
import { type RecordKey, recordKey } from '#contract/ids.ts';
import type { RecordOf } from '#contract/inventory.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { type PageContext, usePageContext } from '../../engine/page-context.ts';

/** What is known of one record. What was shown once stays to be shown when it is gone or can't be read. */
export type RecordState<K extends ResourceKind> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly record: RecordOf<K> }
  /** `departure` is null where the timeline has none: it left with an account that is no longer read. */
  | { readonly kind: 'gone'; readonly departure: Change | null; readonly last: RecordOf<K> | null }
  /** In no list, and nothing says that it ever was. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly error: AppError; readonly last: RecordOf<K> | null };

export type Wanted<K extends ResourceKind> = { readonly kind: K; readonly key: RecordKey };

/** What no event tells of: that a record was read again and is as it was. */
const rereadMs = 10_000;

/** The contents that a state has to show, if any. */
export function contentsOf<K extends ResourceKind>(state: RecordState<K>): RecordOf<K> | null {
  if (state.kind === 'ready') return state.record;
  return state.kind === 'gone' || state.kind === 'failed' ? state.last : null;
}

/** One record in full, kept as the engine knows it: read again on every sign that it changed. */
export function useRecord<K extends ResourceKind>(
  wanted: () => Wanted<K>,
): { readonly state: ComputedRef<RecordState<K>>; reread(): void } {
  const { link, ...context } = usePageContext();
  const state = shallowRef<RecordState<K>>({ kind: 'loading' });
  let turn = 0;

  const read = async () => {
    const target = wanted();
    const mine = (turn += 1);
    const answer = await link.call('inventory.record', target);
    if (mine !== turn) return;
    if (answer.ok) {
      state.value = { kind: 'ready', record: answer.value as unknown as RecordOf<K> }; // of the kind asked for
      return;
    }
    const last = contentsOf(state.value);
    // The page says by itself that its engine is away, and asks again when it is back.
    if (answer.error.code === 'contract/closed') return;
    if (answer.error.code !== 'record/not-found') {
      state.value = { kind: 'failed', error: answer.error, last };
      return;
    }
    const departure = await findDeparture(link, target);
    if (mine !== turn) return;
    const isKnown = last !== null || departure !== null;
    state.value = isKnown ? { kind: 'gone', departure, last } : { kind: 'missing' };
  };

  watch(
    () => `${wanted().kind} ${wanted().key}`,
    () => {
      state.value = { kind: 'loading' };
      void read();
    },
    { immediate: true },
  );
  const stops = [
    link.on('inventory.changed', (delta) => {
      const { kind, key } = wanted();
      if (delta.kind !== kind) return;
      const isTouched =
        delta.upserted.some((row) => row.key === key) ||
        delta.removed.includes(key) ||
        delta.seen.some(({ keys }) => keys.includes(key));
      if (isTouched) void read();
    }),
    link.on('timeline.appended', (changes) => {
      if (changes.some((change) => isOf(change, wanted()))) void read();
    }),
    repeat(context, rereadMs, () => void read()),
    onReconnected(link, () => void read()),
  ];
  onScopeDispose(() => {
    turn += 1;
    for (const stop of stops) stop();
  });
  return { state: computed(() => state.value), reread: () => void read() };
}

export const isOf = (change: Change, { kind, key }: Wanted<ResourceKind>): boolean =>
  change.kind === kind && recordKey(change.datacenterId, change.id) === key;

async function findDeparture(
  link: PageContext['link'],
  { kind, key }: Wanted<ResourceKind>,
): Promise<Change | null> {
  const answer = await link.call('timeline.list', { kind, key, limit: 1 });
  const newest = answer.ok ? answer.value[0] : undefined;
  return newest?.what === 'disappeared' ? newest : null;
}

/** As `onConnected`, less the call it makes at once: the first reading is the watcher's. */
function onReconnected(link: PageContext['link'], callback: () => void): () => void {
  let isFirst = link.state.value.kind === 'connected';
  return link.onConnected(() => {
    if (!isFirst) callback();
    isFirst = false;
  });
}

/** Calls again and again: a hidden page waits until it is seen. */
function repeat(
  { timers, schedule }: Pick<PageContext, 'timers' | 'schedule'>,
  everyMs: number,
  callback: () => void,
): () => void {
  let isOver = false;
  let cancel = (): void => undefined;
  const tick = () => {
    if (isOver) return;
    callback();
    wait();
  };
  const wait = () => {
    cancel = timers.after(everyMs, () => {
      schedule(tick);
    });
  };
  wait();
  return () => {
    isOver = true;
    cancel();
  };
}
