import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { Change } from '#contract/change.ts';
import type { AppError } from '#contract/errors.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { usePageContext } from '../../engine/page-context.ts';
import { isOf, type Wanted } from './use-record.ts';

/** Changes asked for at a time. */
const pageSize = 100;

type Load = { readonly kind: 'loading' | 'ready' } | { readonly kind: 'failed'; readonly error: AppError };

/** What happened to one record, newest first; grows by itself at the top, and at the end when asked. */
export function useTimeline(wanted: () => Wanted<ResourceKind>) {
  const { link } = usePageContext();
  const changes = shallowRef<readonly Change[]>([]);
  const load = shallowRef<Load>({ kind: 'loading' });
  const hasOlder = shallowRef(false);
  let turn = 0;

  const merge = (more: readonly Change[]) => {
    const bySeq = new Map([...changes.value, ...more].map((change) => [change.seq, change]));
    changes.value = [...bySeq.values()].sort((a, b) => b.seq - a.seq);
  };
  const read = async (beforeSeq?: number) => {
    const mine = (turn += 1);
    const { kind, key } = wanted();
    const before = beforeSeq === undefined ? {} : { beforeSeq };
    const answer = await link.call('timeline.list', { kind, key, limit: pageSize, ...before });
    if (mine !== turn) return;
    if (answer.ok) {
      merge(answer.value);
      hasOlder.value = answer.value.length === pageSize;
      load.value = { kind: 'ready' };
    } else if (answer.error.code !== 'contract/closed') load.value = { kind: 'failed', error: answer.error };
  };
  const start = () => {
    changes.value = [];
    hasOlder.value = false;
    load.value = { kind: 'loading' };
    void read();
  };

  watch(() => `${wanted().kind} ${wanted().key}`, start);
  const stops = [
    link.onConnected(start),
    link.on('timeline.appended', (appended) => {
      const own = appended.filter((change) => isOf(change, wanted()));
      if (own.length > 0) merge(own);
    }),
  ];
  onScopeDispose(() => {
    turn += 1;
    for (const stop of stops) stop();
  });
  return {
    changes: computed(() => changes.value),
    load: computed(() => load.value),
    hasOlder: computed(() => hasOlder.value),
    readOlder: () => read(changes.value.at(-1)?.seq),
    retry: start,
  };
}
