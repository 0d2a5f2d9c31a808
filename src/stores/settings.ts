import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { z } from 'zod';
import { defaultSettings, type Settings, settingsSchema } from '#contract/settings.ts';
import { usePageContext } from '../engine/page-context.ts';

const saveDelayMs = 400;

type ViewMemory = Settings['views'][string];

/**
 * What the page remembers. Changes show at once and are saved soon after, together; those of a moment before the
 * page is left, or while its engine is away, are not lost.
 */
export const useSettingsStore = defineStore('settings', () => {
  const { link, timers, visibility } = usePageContext();
  const settings = shallowRef<Settings>(defaultSettings);
  const isLoaded = shallowRef(false);
  let unsaved = false;
  let cancelSave = (): void => undefined;

  const adopt = (fresh: Settings) => {
    if (!unsaved) settings.value = fresh;
    isLoaded.value = true;
  };
  const load = async () => {
    const answer = await link.call('settings.get', null);
    if (answer.ok) adopt(answer.value);
  };
  const save = async () => {
    cancelSave();
    unsaved = false;
    const answer = await link.call('settings.save', settings.value);
    if (!answer.ok && answer.error.code === 'contract/closed') unsaved = true;
  };
  const change = (changes: Partial<Settings>) => {
    settings.value = settingsSchema.parse({ ...settings.value, ...changes });
    unsaved = true;
    cancelSave();
    cancelSave = timers.after(saveDelayMs, () => void save());
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
    link.onConnected(() => void (unsaved ? save() : load())),
    visibility.onChanged(() => {
      if (unsaved && visibility.isHidden()) void save();
    }),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
    cancelSave();
  });
  return {
    settings: computed(() => settings.value),
    isLoaded: computed(() => isLoaded.value),
    change,
    viewMemory,
    remember,
  };
});
