import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { MethodInput } from '#contract/api.ts';
import type { Change } from '#contract/change.ts';
import type { AppError } from '#contract/errors.ts';
import { usePageContext } from '../../engine/page-context.ts';

/** Changes asked for at a time. */
const pageSize = 200;

export type ChangesWanted = Pick<MethodInput<'timeline.list'>, 'datacenterId' | 'kind'>;
type Load = { readonly kind: 'loading' | 'ready' } | { readonly kind: 'failed'; readonly error: AppError };

/** What changed in all datacenters, or what of it is wanted, newest first and live. */
export function useChanges(wanted: () => ChangesWanted) {
  const { link } = usePageContext();
  const changes = shallowRef<readonly Change[]>([]);
  const load = shallowRef<Load>({ kind: 'loading' });
  const hasOlder = shallowRef(false);
  let turn = 0;

  const merge = (more: readonly Change[]) => {
    const bySeq = new Map([...changes.value, ...more].map((change) => [change.seq, change]));
    changes.value = [...bySeq.values()].sort((a, b) => b.seq - a.seq);
  };
  const isWanted = (change: Change): boolean => {
    const { datacenterId = change.datacenterId, kind = change.kind } = wanted();
    return change.datacenterId === datacenterId && change.kind === kind;
  };
  const read = async (beforeSeq?: number) => {
    const mine = (turn += 1);
    const before = beforeSeq === undefined ? {} : { beforeSeq };
    const answer = await link.call('timeline.list', { ...wanted(), ...before, limit: pageSize });
    if (mine !== turn) return null;
    if (!answer.ok) return answer.error;
    merge(answer.value);
    hasOlder.value = answer.value.length === pageSize;
    load.value = { kind: 'ready' };
    return null;
  };
  const start = async () => {
    changes.value = [];
    hasOlder.value = false;
    load.value = { kind: 'loading' };
    const error = await read();
    if (error !== null && error.code !== 'contract/closed') load.value = { kind: 'failed', error };
  };

  watch(wanted, () => void start());
  const stops = [
    link.onConnected(() => void start()),
    link.on('timeline.appended', (appended) => {
      merge(appended.filter(isWanted));
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
    /** A page more. Answers the failure, or null. */
    readOlder: () => read(changes.value.at(-1)?.seq),
    retry: () => void start(),
  };
}
