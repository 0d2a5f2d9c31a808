import { describe, expect, it } from 'vitest';
import { type Appearance, type ColourRole, palettes } from './palette.ts';

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['chrome', 'surface', 'raised', 'hover', 'selected', 'group'] as const;
const texts = ['text', 'text-soft', 'text-faint', 'accent', 'ok', 'busy', 'warn', 'danger', 'idle'] as const;
const pairs: (readonly [ColourRole, ColourRole])[] = [
  ...texts.flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['ok', 'ok-soft'],
  ['busy', 'busy-soft'],
  ['warn', 'warn-soft'],
  ['danger', 'danger-soft'],
  ['idle', 'idle-soft'],
  ['accent', 'accent-soft'],
];

describe.each<Appearance>(['light', 'dark'])('the %s palette', (appearance) => {
  it.each(pairs)('keeps %s readable on %s', (text, ground) => {
    expect(contrast(palettes[appearance][text], palettes[appearance][ground])).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the outlines of controls so that they can be seen', () => {
    const { 'line-control': line, surface } = palettes[appearance];
    expect(contrast(line, surface)).toBeGreaterThanOrEqual(3);
  });
});
