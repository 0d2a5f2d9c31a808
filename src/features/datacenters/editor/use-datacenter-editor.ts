import { computed, nextTick, reactive, ref, shallowRef, watch } from 'vue';
import { datacenterColours, type ProfileView } from '#contract/profile.ts';
import { errorWord } from '../../../i18n/error-words.ts';
import { useWords } from '../../../i18n/words.ts';
import { useDatacentersStore } from '../../../stores/datacenters.ts';
import { checkDraft, type Checked } from './check-draft.ts';
import { draftOf, isSameDraft, newDatacenterId, newDraft } from './draft.ts';
import type { FieldErrors } from './field-errors.ts';
import { needsTest, questionAfter, type SaveQuestion } from './save-questions.ts';
import { useConnectionTest } from './use-connection-test.ts';

export type Question = SaveQuestion | { readonly kind: 'discard' };

/** The editor of one datacenter: its draft, what is wrong with it, its test, and the way to saving it. */
export function useDatacenterEditor(saved: ProfileView | null, close: () => void) {
  const { t } = useWords();
  const store = useDatacentersStore();
  const test = useConnectionTest();
  const taken = new Set<string>(store.profiles.map((view) => view.profile.id));
  const used = new Set(store.profiles.map((view) => view.profile.colour));
  const colour = datacenterColours.find((each) => !used.has(each)) ?? 'slate';
  const first = saved === null ? newDraft(newDatacenterId(taken), colour) : draftOf(saved);
  const draft = reactive(structuredClone(first));
  const errors = shallowRef<FieldErrors>(new Map());
  /** A refusal by the engine, in words. */
  const refusal = ref('');
  const question = shallowRef<Question | null>(null);
  const isSaving = ref(false);
  const isChecking = ref(false);

  const errorOf = (field: string): string | undefined => {
    const word = errors.value.get(field);
    if (word !== undefined) return t(word);
    return field === 'form' && refusal.value !== '' ? refusal.value : undefined;
  };

  function check(): Checked | null {
    const checked = checkDraft(draft);
    errors.value = checked.ok ? new Map() : checked.error;
    refusal.value = '';
    if (checked.ok) return checked.value;
    void nextTick(() => document.querySelector<HTMLElement>('dialog [aria-invalid=true]')?.focus());
    return null;
  }

  async function runTest(): Promise<void> {
    const checked = check();
    if (checked !== null) await test.start(checked);
  }

  async function save(): Promise<void> {
    const checked = check();
    if (checked === null || isSaving.value || isChecking.value) return;
    if (needsTest(checked, saved) && !test.isOf(checked)) {
      isChecking.value = true;
      await test.start(checked);
      await test.ended();
      isChecking.value = false;
      // Cancelled, or typed on meanwhile: what was checked is not what would be saved.
      const ended = test.state.value.kind;
      if (
        ended === 'idle' ||
        JSON.stringify(checkDraft(draft)) !== JSON.stringify({ ok: true, value: checked })
      )
        return;
    }
    question.value = questionAfter(needsTest(checked, saved) ? test.state.value : { kind: 'idle' });
    if (question.value === null) await send(checked);
  }

  async function send({ profile, secrets }: Checked): Promise<void> {
    isSaving.value = true;
    const answer = await store.save(profile, secrets);
    isSaving.value = false;
    if (answer.ok) close();
    else if (answer.error.code === 'profile/name-taken')
      errors.value = new Map([['name', 'field.nameTaken']]);
    else refusal.value = errorWord(answer.error, t);
  }

  function dismiss(): void {
    if (isSameDraft(draft, first)) close();
    else question.value = { kind: 'discard' };
  }

  function answerYes(): void {
    const asked = question.value;
    question.value = null;
    if (asked?.kind === 'discard') close();
    const checked = asked === null || asked.kind === 'discard' ? null : check();
    if (checked !== null) void send(checked);
  }

  watch(draft, () => {
    // Once told what is wrong, a person sees it go away while typing, not only at the next attempt.
    if (errors.value.size === 0) return;
    const checked = checkDraft(draft);
    errors.value = checked.ok
      ? new Map()
      : new Map([...checked.error].filter(([field]) => errors.value.has(field)));
  });

  return {
    draft,
    errorOf,
    testState: test.state,
    question: computed(() => question.value),
    isChecking: computed(() => isChecking.value),
    isBusy: computed(() => isSaving.value || isChecking.value || test.state.value.kind === 'running'),
    runTest,
    save,
    dismiss,
    answerYes,
    answerNo: () => {
      question.value = null;
    },
  };
}
