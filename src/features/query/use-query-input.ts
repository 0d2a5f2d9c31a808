import { nextTick, onMounted, onScopeDispose, ref, type ShallowRef, watch } from 'vue';
import { usePageContext } from '../../engine/page-context.ts';
import type { EditedQuery } from './understood-query.ts';

/** What is typed, ahead of the query by at most a frame, however fast somebody types. */
export function useQueryInput(
  query: () => EditedQuery,
  input: Readonly<ShallowRef<HTMLInputElement | null>>,
) {
  const { schedule } = usePageContext();
  const draft = ref(query().text);

  function commit(): void {
    if (draft.value !== query().text) query().setText(draft.value);
  }

  function type(text: string): void {
    draft.value = text;
    schedule(commit);
  }

  /** Puts a text in and the cursor at a place in it. */
  function put(text: string, cursor: number): void {
    type(text);
    void nextTick(() => {
      input.value?.focus();
      input.value?.setSelectionRange(cursor, cursor);
    });
  }

  // A step back, a link, a chip: the query came from elsewhere.
  watch(
    () => query().text,
    (text) => {
      draft.value = text;
    },
  );
  useSlash(() => {
    input.value?.focus();
    input.value?.select();
  });
  return { draft, type, put, commit };
}

/** `/` goes to the query from anywhere but where it is typed. */
function useSlash(focus: () => void): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== '/' || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    const { target } = event;
    const isTaken =
      target instanceof HTMLElement &&
      (target.isContentEditable || target.closest('input, textarea, select, dialog[open]') !== null);
    if (isTaken) return;
    event.preventDefault();
    focus();
  };
  onMounted(() => window.addEventListener('keydown', onKey));
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}
