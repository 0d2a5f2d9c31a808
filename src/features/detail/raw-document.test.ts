import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indentJson, mostMatches, stretchesOf } from './raw-document.ts';

describe('a document', () => {
  it('gets a line for every value', () => {
    expect(indentJson('{"id":"i-1","vif":[{"a":null},[]],"volume":{}}')).toBe(
      '{\n  "id": "i-1",\n  "vif": [\n    {\n      "a": null\n    },\n    []\n  ],\n  "volume": {}\n}',
    );
  });

  it('keeps numbers as they were written, and what looks like a sign within a text', () => {
    expect(indentJson('{"weight":1.0,"big":12345678901234567890,"text":"a{\\"b\\":[1,2]}"}')).toBe(
      '{\n  "weight": 1.0,\n  "big": 12345678901234567890,\n  "text": "a{\\"b\\":[1,2]}"\n}',
    );
  });

  it('reads as the same JSON, and as JSON.stringify would lay it out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(indentJson(text)).toBe(JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });

  it('comes out in some way where it is no JSON', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof indentJson(text) === 'string'));
  });
});

describe('a search', () => {
  it('cuts the text at the matches, whatever their case, and numbers them', () => {
    expect(stretchesOf('Web web', 'web')).toEqual([
      { text: 'Web', match: 0 },
      { text: ' ', match: null },
      { text: 'web', match: 1 },
    ]);
  });

  it('takes signs of regular expressions for what they are', () => {
    expect(stretchesOf('a.b axb', 'a.b').filter(({ match }) => match !== null)).toHaveLength(1);
  });

  it('loses nothing of the text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, wanted) => {
        expect(
          stretchesOf(text, wanted)
            .map((stretch) => stretch.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  it('tells no more matches apart than anybody steps through', () => {
    const found = stretchesOf('e'.repeat(5_000), 'e').filter(({ match }) => match !== null);

    expect(found).toHaveLength(mostMatches);
  });
});
