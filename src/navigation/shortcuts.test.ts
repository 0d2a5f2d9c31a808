import { describe, expect, it } from 'vitest';
import { type ShortcutAction, shortcuts, typeKey } from './shortcuts.ts';

function type(keys: readonly string[]): readonly ShortcutAction[] {
  const actions: ShortcutAction[] = [];
  let pending: readonly string[] = [];
  for (const key of keys) {
    const typed = typeKey(pending, key);
    pending = typed.pending;
    if (typed.action !== null) actions.push(typed.action);
  }
  return actions;
}

describe('shortcuts', () => {
  it.each(shortcuts)('are found by their keys: $keys', ({ keys, action }) => {
    expect(type(keys)).toEqual([action]);
  });

  it('do nothing for other keys', () => {
    expect(type(['f', 'x', 'Enter', 'ArrowDown'])).toEqual([]);
  });

  it('begin anew with a key that continues nothing', () => {
    expect(type(['g', 'x', 'f'])).toEqual([]);
    expect(type(['g', 'g', 'f'])).toEqual([{ kind: 'go', view: 'fleet' }]);
  });

  it('hide no other behind their beginning', () => {
    for (const { keys } of shortcuts) {
      const beginnings = keys.slice(0, -1).map((_, at) => keys.slice(0, at + 1));
      for (const beginning of beginnings) expect(type(beginning)).toEqual([]);
    }
  });
});
