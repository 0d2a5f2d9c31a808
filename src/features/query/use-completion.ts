import { computed, ref, type Ref, shallowRef } from 'vue';
import { type Completion, completeQuery } from '#contract/query/complete.ts';
import type { EditedQuery } from './understood-query.ts';

/** What may stand at the cursor, and which of it is pointed at. */
export function useCompletion(
  query: () => EditedQuery,
  text: Readonly<Ref<string>>,
  accept: (text: string, cursor: number) => void,
) {
  const isOpen = ref(false);
  const cursor = ref(0);
  const active = ref(-1);
  /** Values by field, counted when first asked for and kept while the list is open. */
  const known = shallowRef(new Map<string, readonly string[]>());

  const values = (name: string): readonly string[] => {
    const before = known.value.get(name);
    if (before !== undefined) return before;
    const found = query().values(name);
    known.value.set(name, found);
    return found;
  };
  const options = computed<readonly Completion[]>(() =>
    isOpen.value ? completeQuery(text.value, cursor.value, { fields: query().fieldNames, values }) : [],
  );

  function close(): void {
    isOpen.value = false;
    active.value = -1;
    known.value = new Map();
  }

  function open(at: number): void {
    isOpen.value = true;
    cursor.value = at;
    active.value = -1;
  }

  function choose(at: number): void {
    const option = options.value[at];
    if (option === undefined) return;
    const { from, to, insert, kind } = option;
    const next = text.value.slice(0, from) + insert + text.value.slice(to).replace(/^ +(?=\S|$)/, '');
    accept(next, from + insert.length);
    if (kind === 'field') open(from + insert.length);
    else close();
  }

  /** Moves what is pointed at; beyond either end nothing is, and then the other end. */
  function step(by: 1 | -1): void {
    const count = options.value.length;
    active.value = ((active.value + 1 + by + count + 1) % (count + 1)) - 1;
  }

  return { options, active, isOpen: computed(() => options.value.length > 0), open, close, choose, step };
}
