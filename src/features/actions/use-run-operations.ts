import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { AppError } from '#contract/errors.ts';
import { usePageContext } from '../../engine/page-context.ts';
import { useOperationsStore } from '../../stores/operations.ts';

/** The operations of the run that is looked at: read when it is chosen and after every reconnection, then live. */
export function useRunOperations(runId: () => string | null) {
  const { link } = usePageContext();
  const store = useOperationsStore();
  const failure = shallowRef<AppError | null>(null);
  let turn = 0;

  const read = async () => {
    const mine = (turn += 1);
    const id = runId();
    if (id === null) return;
    const error = await store.readRun(id);
    if (mine === turn) failure.value = error?.code === 'contract/closed' ? null : error;
  };
  watch(runId, () => void read());
  const stop = link.onConnected(() => void read());
  onScopeDispose(() => {
    turn += 1;
    stop();
  });
  return {
    operations: computed(() => {
      const id = runId();
      return id === null ? [] : store.operationsOf(id);
    }),
    failure: computed(() => failure.value),
    read,
  };
}
