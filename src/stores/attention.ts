import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { MethodInput } from '#contract/api.ts';
import type { RecordKey } from '#contract/ids.ts';
import { usePageContext } from '../engine/page-context.ts';
import { useNavigationStore } from './navigation.ts';

type Report = MethodInput<'attention.report'>;

/** Between two reports, however fast somebody scrolls. */
const reportEveryMs = 500;
/** More than the engine takes. */
const mostVisible = 100;

/**
 * Tells the engine what this page looks at, so that its spotlight keeps that fresh: the rows on screen, the record
 * in the detail pane, and nothing while nobody can see the page.
 */
export const useAttentionStore = defineStore('attention', () => {
  const { link, timers, visibility } = usePageContext();
  const navigation = useNavigationStore();
  const hidden = shallowRef(visibility.isHidden());
  const visible = shallowRef<ReadonlyMap<string, readonly RecordKey[]>>(new Map());
  let told = '';
  let isResting = false;
  let cancelRest = (): void => undefined;

  const report = computed<Report>(() => ({
    hidden: hidden.value,
    visible: [...new Set([...visible.value.values()].flat())].slice(0, mostVisible),
    open: navigation.open,
  }));
  const tell = () => {
    if (isResting) return;
    const text = JSON.stringify(report.value);
    if (text === told) return;
    told = text;
    isResting = true;
    void link.call('attention.report', report.value);
    cancelRest = timers.after(reportEveryMs, () => {
      isResting = false;
      tell();
    });
  };
  watch(report, tell);

  const stops = [
    visibility.onChanged(() => {
      hidden.value = visibility.isHidden();
    }),
    link.onConnected(() => {
      told = ''; // an engine knows nothing of what its predecessor was told
      tell();
    }),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
    cancelRest();
  });

  return {
    /** What one view has on screen; replaces what that view said before. Nothing: it is closed. */
    setVisible: (view: string, keys: readonly RecordKey[]) => {
      visible.value = new Map(visible.value).set(view, keys);
    },
  };
});
