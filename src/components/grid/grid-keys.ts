/** What a key does to a list of lines with a current one. */
export type GridMove =
  | { readonly kind: 'move'; readonly to: number }
  | { readonly kind: 'collapse' | 'expand' | 'activate' | 'toggle' | 'select' };

export type GridPosition = {
  /** The current line, -1 when none is. */
  readonly at: number;
  readonly count: number;
  /** Lines that fit on the screen. */
  readonly page: number;
  /** Whether the current line is a header, and then whether its rows are shown. */
  readonly group: 'expanded' | 'collapsed' | null;
  /** The header that the current line stands under; itself or -1 when there is none. */
  readonly parent: number;
};

/** The move a key asks for, or null where the key means nothing here and is left to the browser. */
export function gridMove(key: string, position: GridPosition): GridMove | null {
  const { at, count, page, group, parent } = position;
  if (count === 0) return null;
  const to = (line: number): GridMove => ({ kind: 'move', to: Math.max(0, Math.min(count - 1, line)) });
  switch (key) {
    case 'ArrowDown':
      return to(at + 1);
    case 'ArrowUp':
      return to(at - 1);
    case 'PageDown':
      return to(at + page);
    case 'PageUp':
      return to(at - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(count - 1);
    case 'ArrowRight':
      if (group === null) return null;
      return group === 'collapsed' ? { kind: 'expand' } : to(at + 1);
    case 'ArrowLeft':
      if (group === 'expanded') return { kind: 'collapse' };
      return parent >= 0 && parent !== at ? to(parent) : null;
    case 'Enter':
      return at < 0 ? null : { kind: group === null ? 'activate' : 'toggle' };
    case ' ':
      return at < 0 ? null : { kind: 'select' };
    default:
      return null;
  }
}
