import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { MethodOutput } from '#contract/api.ts';
import type { DatacenterId } from '#contract/ids.ts';
import { usePageContext } from '../engine/page-context.ts';

export type Unseen = MethodOutput<'timeline.unseen'>[number];

/** What changed since the person last looked, by datacenter. The changes themselves are asked for on demand. */
export const useTimelineStore = defineStore('timeline', () => {
  const { link } = usePageContext();
  const unseen = shallowRef<ReadonlyMap<DatacenterId, Unseen>>(new Map());

  const load = async () => {
    const answer = await link.call('timeline.unseen', null);
    if (answer.ok) unseen.value = new Map(answer.value.map((entry) => [entry.datacenterId, entry]));
  };
  const stops = [
    link.onConnected(() => void load()),
    link.on('timeline.appended', (changes) => {
      const next = new Map(unseen.value);
      for (const { datacenterId, seq } of changes) {
        const known = next.get(datacenterId) ?? { datacenterId, count: 0, sinceSeq: 0 };
        if (seq > known.sinceSeq) next.set(datacenterId, { ...known, count: known.count + 1 });
      }
      unseen.value = next;
    }),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
  });

  return {
    unseen: computed(() => unseen.value),
    /** The newest changes of a datacenter, newest first. */
    newest: (datacenterId: DatacenterId, limit: number) =>
      link.call('timeline.list', { datacenterId, limit }),
    /** Everything up to `seq` has been looked at; what came later stays unseen. */
    markSeen: async (datacenterId: DatacenterId, seq: number) => {
      const answer = await link.call('timeline.markSeen', { datacenterId, seq });
      if (answer.ok) await load();
      return answer;
    },
  };
});
