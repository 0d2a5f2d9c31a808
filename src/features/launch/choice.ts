/** A thing to be chosen, in words: what a list shows of it and is searched by. */
export type Choice = {
  readonly id: string;
  readonly title: string;
  readonly facts: readonly string[];
  /** Further lines: a group's rules. */
  readonly lines?: readonly string[];
  /** Why it can't be chosen. */
  readonly obstacle?: string | null;
  /** What to know before choosing it. */
  readonly note?: string | null;
};

/** The choices that have every word of the query somewhere, in the order given. */
export function searchChoices(choices: readonly Choice[], query: string): readonly Choice[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  return choices.filter((choice) => {
    const text = textOf(choice);
    return words.every((word) => text.includes(word));
  });
}

const textOf = ({ id, title, facts, lines = [], obstacle, note }: Choice): string =>
  [id, title, ...facts, ...lines, obstacle ?? '', note ?? ''].join('\n').toLowerCase();
