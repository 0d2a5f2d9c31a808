import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { MethodOutput } from '#contract/api.ts';
import type { AppError } from '#contract/errors.ts';
import { usePageContext } from '../engine/page-context.ts';

/** What the engine says of itself, and what it noticed: a damaged file set aside, a disk that is full. */
export const useEngineInfoStore = defineStore('engine-info', () => {
  const { link } = usePageContext();
  const info = shallowRef<MethodOutput<'app.info'> | null>(null);
  const notices = shallowRef<readonly AppError[]>([]);

  const load = async () => {
    const answer = await link.call('app.info', null);
    if (!answer.ok) return;
    info.value = answer.value;
    notices.value = answer.value.notices;
  };
  const stops = [
    link.onConnected(() => void load()),
    link.on('app.noticed', (notice) => {
      const known = notices.value.some((other) => other.code === notice.code);
      if (!known) notices.value = [...notices.value, notice];
    }),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
  });
  return {
    info: computed(() => info.value),
    notices: computed(() => notices.value),
    link: computed(() => link.state.value),
    retryNow: link.retryNow,
    dismiss: (notice: AppError) => {
      notices.value = notices.value.filter((other) => other !== notice);
    },
  };
});
