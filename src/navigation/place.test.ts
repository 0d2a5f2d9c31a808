import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { datacenterIdSchema, recordKey } from '#contract/ids.ts';
import { resourceKinds } from '#contract/resource-kind.ts';
import { firstPlace, parsePlace, type Place, printPlace, views } from './place.ts';

const datacenterId = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/).map((id) => datacenterIdSchema.parse(id));
const openRecord = fc.record({
  kind: fc.constantFrom(...resourceKinds),
  key: fc
    .tuple(datacenterId, fc.string({ minLength: 1, unit: 'grapheme' }))
    .map(([datacenter, id]) => recordKey(datacenter, id)),
});
const place: fc.Arbitrary<Place> = fc.record({
  view: fc.constantFrom(...views),
  query: fc.string({ unit: 'grapheme' }),
  open: fc.option(openRecord, { nil: null }),
});

describe('a place in the page', () => {
  it('survives being written into the address, whatever was typed', () => {
    fc.assert(
      fc.property(place, (at) => {
        expect(parsePlace(printPlace(at))).toEqual(at);
      }),
    );
  });

  it('is read from anything without failing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(views).toContain(parsePlace(text).view);
      }),
    );
  });

  it.each([
    [{ view: 'fleet', query: '', open: null }, '#/fleet'],
    [{ view: 'instances', query: 'state:running web', open: null }, '#/instances?q=state%3Arunning+web'],
    [
      { view: 'board', query: '', open: { kind: 'instances', key: 'tokyo/i-12345678' } },
      '#/board/i/tokyo/i-12345678',
    ],
  ])('is written so that people can read it: %j', (at, fragment) => {
    expect(printPlace(at as Place)).toBe(fragment);
  });

  it.each(['', '#', '#/', '#/nowhere', '#/nowhere?q=web', 'board'])('is the first one for "%s"', (text) => {
    expect(parsePlace(text)).toEqual(firstPlace);
  });

  it.each([
    '#/board/i',
    '#/board/i/tokyo',
    '#/board/x/tokyo/i-1',
    '#/board/i/TOKYO/i-1',
    '#/board/i/tokyo/%E0',
  ])('keeps the view of "%s" and opens nothing', (text) => {
    expect(parsePlace(text)).toEqual({ view: 'board', query: '', open: null });
  });
});
