import { describe, expect, it } from 'vitest';
import { gridMove, type GridPosition } from './grid-keys.ts';

const at = (changes: Partial<GridPosition>): GridPosition => ({
  at: 5,
  count: 100,
  page: 20,
  group: null,
  parent: 2,
  ...changes,
});

describe('gridMove', () => {
  it.each([
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['PageDown', 25],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 99],
    ['ArrowLeft', 2],
  ])('moves with %s to line %i', (key, to) => {
    expect(gridMove(key, at({}))).toEqual({ kind: 'move', to });
  });

  it('enters at the first line', () => {
    expect(gridMove('ArrowDown', at({ at: -1 }))).toEqual({ kind: 'move', to: 0 });
    expect(gridMove('Enter', at({ at: -1 }))).toBeNull();
  });

  it('opens and closes headers as trees do', () => {
    expect(gridMove('ArrowRight', at({ group: 'collapsed' }))).toEqual({ kind: 'expand' });
    expect(gridMove('ArrowRight', at({ group: 'expanded' }))).toEqual({ kind: 'move', to: 6 });
    expect(gridMove('ArrowRight', at({}))).toBeNull();
    expect(gridMove('ArrowLeft', at({ group: 'expanded' }))).toEqual({ kind: 'collapse' });
    expect(gridMove('ArrowLeft', at({ group: 'collapsed', parent: 5 }))).toBeNull();
    expect(gridMove('ArrowLeft', at({ group: 'collapsed', parent: 1 }))).toEqual({ kind: 'move', to: 1 });
    expect(gridMove('Enter', at({ group: 'expanded' }))).toEqual({ kind: 'toggle' });
  });

  it('opens a row with Enter and selects it with Space', () => {
    expect(gridMove('Enter', at({}))).toEqual({ kind: 'activate' });
    expect(gridMove(' ', at({}))).toEqual({ kind: 'select' });
  });

  it('leaves other keys and an empty list alone', () => {
    expect(gridMove('a', at({}))).toBeNull();
    expect(gridMove('ArrowDown', at({ count: 0 }))).toBeNull();
  });
});
