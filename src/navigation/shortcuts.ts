import type { View } from './place.ts';

/** What a sequence of keys does anywhere in the page. */
export type Shortcut = { readonly keys: readonly string[]; readonly action: ShortcutAction };
export type ShortcutAction = { readonly kind: 'go'; readonly view: View } | { readonly kind: 'help' };

export const shortcuts: readonly Shortcut[] = [
  { keys: ['g', 'f'], action: { kind: 'go', view: 'fleet' } },
  { keys: ['g', 'i'], action: { kind: 'go', view: 'instances' } },
  { keys: ['g', 'b'], action: { kind: 'go', view: 'board' } },
  { keys: ['g', 'a'], action: { kind: 'go', view: 'activity' } },
  { keys: ['?'], action: { kind: 'help' } },
];

export type Typed = {
  /** Keys that may still become a shortcut. */
  readonly pending: readonly string[];
  readonly action: ShortcutAction | null;
};

/** Takes one more key. A key that continues nothing may begin anew: `g` `g` `f` leads to the fleet. */
export function typeKey(pending: readonly string[], key: string): Typed {
  const typed = [...pending, key];
  const found = shortcuts.find(({ keys }) => keys.length === typed.length && beginsWith(keys, typed));
  if (found !== undefined) return { pending: [], action: found.action };
  if (shortcuts.some(({ keys }) => beginsWith(keys, typed))) return { pending: typed, action: null };
  return pending.length === 0 ? { pending: [], action: null } : typeKey([], key);
}

const beginsWith = (keys: readonly string[], typed: readonly string[]): boolean =>
  typed.every((key, at) => keys[at] === key);
