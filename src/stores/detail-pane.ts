import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef, watch } from 'vue';
import type { RecordKey } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { usePageContext } from '../engine/page-context.ts';
import type { OpenRecord } from '../navigation/place.ts';
import { useNavigationStore } from './navigation.ts';

/** A cursor that is held down moves on before this; what it passes is not opened. */
const followAfterMs = 120;

const isSame = (a: OpenRecord | null | undefined, b: OpenRecord | null): boolean =>
  a?.kind === b?.kind && a?.key === b?.key;

/**
 * What views tell the detail pane, and the way through references that led to what it shows. Which record is open
 * is the navigation's to say.
 */
export const useDetailPaneStore = defineStore('detail-pane', () => {
  const { timers } = usePageContext();
  const navigation = useNavigationStore();
  const trail = shallowRef<readonly OpenRecord[]>([]);
  const focusRequests = shallowRef(0);
  let isFollowing = false;
  let cancelFollow = (): void => undefined;

  watch(
    () => navigation.open,
    (open, before) => {
      if (isFollowing || isSame(open, before ?? null)) return;
      trail.value = isSame(trail.value.at(-1), open) && open !== null ? trail.value.slice(0, -1) : [];
    },
    { flush: 'sync' }, // two moves between two flushes would be taken for one
  );
  onScopeDispose(() => {
    cancelFollow();
  });

  return {
    /** The record that `back` leads to, while the one shown was reached through a reference. */
    previous: computed(() => trail.value.at(-1) ?? null),
    /** Moves when the keyboard is to go on inside the pane. */
    focusRequests: computed(() => focusRequests.value),
    /** The cursor of a list moved: an open pane shows what it is on. */
    follow: (key: RecordKey) => {
      cancelFollow();
      if (navigation.open === null) return;
      cancelFollow = timers.after(followAfterMs, () => {
        if (navigation.open !== null) navigation.openRecord('instances', key);
      });
    },
    /** The pane opens on a row, whatever the cursor does. */
    show: (key: RecordKey) => {
      cancelFollow();
      navigation.openRecord('instances', key);
    },
    /** A row was activated by key: the pane opens on it, or takes the focus when it shows it already. */
    activate: (key: RecordKey) => {
      cancelFollow();
      if (isSame(navigation.open, { kind: 'instances', key })) focusRequests.value += 1;
      else navigation.openRecord('instances', key);
    },
    /** On to a record that the open one refers to. */
    openReference: (kind: ResourceKind, key: RecordKey) => {
      if (navigation.open !== null) trail.value = [...trail.value, navigation.open];
      isFollowing = true;
      navigation.followReference(kind, key);
      isFollowing = false;
    },
    back: navigation.back,
    close: () => {
      cancelFollow();
      navigation.closeRecord();
    },
  };
});
