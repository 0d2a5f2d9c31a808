import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { z } from 'zod';
import { defaultSettings, type Settings, settingsSchema } from '#contract/settings.ts';
import { usePageContext } from '../engine/page-context.ts';

/** Between two savings, as while a column is dragged. */
const restMs = 400;

type ViewMemory = Settings['views'][string];

/**
 * What the page remembers. A change shows and is saved at once, what follows close upon it together. Changes made while
 * the engine is away are saved when it is back.
 */
export const useSettingsStore = defineStore('settings', () => {
  const { link, timers, visibility } = usePageContext();
  const settings = shallowRef<Settings>(defaultSettings);
  const isLoaded = shallowRef(false);
  let unsaved = false;
  let isResting = false;
  let cancelRest = (): void => undefined;

  const adopt = (fresh: Settings) => {
    // What was chosen before anything was remembered would replace all of it.
    if (!unsaved || !isLoaded.value) settings.value = fresh;
    unsaved &&= isLoaded.value;
    isLoaded.value = true;
  };
  const load = async () => {
    const answer = await link.call('settings.get', null);
    if (answer.ok) adopt(answer.value);
  };
  const save = async () => {
    unsaved = false;
    isResting = true;
    cancelRest();
    cancelRest = timers.after(restMs, () => {
      isResting = false;
      if (unsaved && link.state.value.kind === 'connected') void save();
    });
    const answer = await link.call('settings.save', settings.value);
    if (!answer.ok && answer.error.code === 'contract/closed') unsaved = true;
  };
  const change = (changes: Partial<Settings>) => {
    settings.value = settingsSchema.parse({ ...settings.value, ...changes });
    unsaved = true;
    if (!isResting && isLoaded.value) void save();
  };

  /** What a view remembered, or its default where that is absent or no longer makes sense. */
  const viewMemory = <S extends z.ZodType>(view: string, schema: S, fallback: z.output<S>): z.output<S> => {
    const parsed = schema.safeParse(settings.value.views[view]);
    return parsed.success ? parsed.data : fallback;
  };
  const remember = (view: string, memory: ViewMemory) => {
    change({ views: { ...settings.value.views, [view]: memory } });
  };

  const stops = [
    link.on('settings.changed', adopt),
    link.onConnected(() => void (unsaved && isLoaded.value ? save() : load())),
    visibility.onChanged(() => {
      if (unsaved && isLoaded.value && visibility.isHidden()) void save();
    }),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
    cancelRest();
  });
  return {
    settings: computed(() => settings.value),
    isLoaded: computed(() => isLoaded.value),
    change,
    viewMemory,
    remember,
  };
});
