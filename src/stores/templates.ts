import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { Template } from '#contract/template.ts';
import { usePageContext } from '../engine/page-context.ts';

/** The launch templates, by name. */
export const useTemplatesStore = defineStore('templates', () => {
  const { link } = usePageContext();
  const templates = shallowRef<readonly Template[]>([]);

  const load = async () => {
    const answer = await link.call('templates.list', null);
    if (answer.ok) templates.value = answer.value;
  };
  const stops = [
    link.on('templates.changed', (changed) => (templates.value = changed)),
    link.onConnected(() => void load()),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
  });
  return {
    templates: computed(() => templates.value),
    save: (template: Template) => link.call('templates.save', template),
    remove: (templateId: string) => link.call('templates.remove', { templateId }),
  };
});
