import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileQuery, type Field, foldText } from './compile.ts';
import { completeQuery } from './complete.ts';
import { parseQuery } from './parse.ts';
import { printQuery } from './print.ts';
import type { Query } from './syntax.ts';

type Row = {
  readonly name: string;
  readonly state: string;
  readonly mem: number;
  readonly ips: readonly string[];
  readonly createdAt: number;
  readonly ha: boolean;
  readonly groups: readonly string[];
};

const now = 1_000_000_000_000;
const fields: readonly Field<Row>[] = [
  { name: 'name', aliases: ['hostname'], type: 'text', read: (row) => row.name },
  { name: 'state', aliases: [], type: 'text', read: (row) => row.state },
  { name: 'mem', aliases: ['memory'], type: 'megabytes', read: (row) => row.mem },
  { name: 'ip', aliases: [], type: 'address', read: (row) => row.ips },
  { name: 'age', aliases: [], type: 'age', read: (row, at) => at - row.createdAt },
  { name: 'ha', aliases: [], type: 'flag', read: (row) => row.ha },
  { name: 'group', aliases: ['sg'], type: 'text', read: (row) => row.groups },
];

const aRow = (over: Partial<Row> = {}): Row => ({
  name: 'web-1',
  state: 'running',
  mem: 1024,
  ips: ['10.102.0.51'],
  createdAt: now - 3_600_000,
  ha: false,
  groups: ['sg-web', 'web servers'],
  ...over,
});

const textOf = (row: Row) => foldText([row.name, row.state, ...row.ips, ...row.groups].join('\n'));

function matches(text: string, row: Row): boolean {
  const query = parseQuery(text, fields);
  if (!query.ok) throw new Error(`${query.error.code} at ${query.error.at}`);
  return compileQuery(query.value, { fields, text: textOf, now })(row, 0);
}

function errorOf(text: string) {
  const query = parseQuery(text, fields);
  return query.ok ? null : query.error;
}

describe('matching', () => {
  test.each([
    ['', true],
    ['web', true],
    ['WEB', true],
    ['ｗｅｂ', true],
    ['db', false],
    ['web running', true],
    ['web stopped', false],
    ['state:run', true],
    ['state=run', false],
    ['state=running', true],
    ['hostname:web', true],
    ['!state:run', false],
    ['!!state:run', true],
    ['!(!state:run)', true],
    ['(state:stopped | state:running) web', true],
    ['state:stopped | name:db', false],
    ['mem>=1024', true],
    ['mem>=1g', true],
    ['mem<1g', false],
    ['memory:1g', true],
    ['ip:10.102.0.0/24', true],
    ['ip:10.103.0.0/16', false],
    ['ip:10.102', true],
    ['ip=10.102.0.5', false],
    ['age<2h', true],
    ['age>1h30m', false],
    ['ha:no', true],
    ['ha?', false],
    ['group?', true],
    ['group:"web s"', true],
    ['group:servers', true],
    ['group:ervers', false],
    ['group=servers', false],
    ['sg:sg-web', true],
    ['/web-[0-9]/', true],
    ['/web-[2-9]/', false],
    ['name:/^web-.$/', true],
    ['/^10\\.102/', true],
    ['/^web-1$/', true],
    ['/^web servers$/', true],
    ['/^(a*web-1)+$/', true],
    ['/^102/', false],
    ['/running$/', true],
    ['/runnin$/', false],
    ['/web-1[^0-9]/', false],
    ['/web-1\\srunning/', false],
    ['/^web-1\\n*running/', false],
    ['"web-1"', true],
    ['"state:run"', false],
    ['"state!="', false],
  ])('%s gives %s', (text, expected) => {
    expect(matches(text, aRow())).toBe(expected);
  });

  test('an empty list has no presence', () => {
    expect(matches('ip?', aRow({ ips: [] }))).toBe(false);
  });
});

describe('errors are shown where they are', () => {
  test.each([
    ['foo:bar', 'query/unknown-field', 0, 3],
    ['web foo:bar', 'query/unknown-field', 4, 3],
    ['state:', 'query/missing-value', 5, 1],
    ['state: running', 'query/missing-value', 5, 1],
    ['"open', 'query/unclosed-quote', 0, 5],
    ['(web', 'query/unclosed-parenthesis', 0, 1],
    ['web)', 'query/unexpected', 3, 1],
    ['/abc', 'query/unclosed-regex', 0, 4],
    ['/(/', 'query/bad-regex', 0, 3],
    ['/(?=a)/', 'query/bad-regex', 0, 7],
    ['mem>=many', 'query/bad-number', 5, 4],
    ['age<yesterday', 'query/bad-age', 4, 9],
    ['age:2h', 'query/bad-operator', 3, 1],
    ['ip:10.0.0.0/33', 'query/bad-address', 3, 11],
    ['ha:perhaps', 'query/bad-flag', 3, 7],
    ['state>=b', 'query/bad-operator', 5, 2],
    ['state!=running', 'query/bad-operator', 5, 2],
    ['web | ', 'query/missing-term', 6, 0],
    ['!', 'query/missing-term', 1, 0],
    ['()', 'query/missing-term', 1, 1],
  ])('%s', (text, code, at, length) => {
    expect(errorOf(text)).toMatchObject({ code, at, length });
  });

  test('a text of thousands of parentheses is refused, not a stack overflow', () => {
    expect(errorOf('('.repeat(3_000))?.code).toBe('query/too-long');
  });

  test('a text beyond the limit is refused', () => {
    expect(errorOf('a'.repeat(4_001))?.code).toBe('query/too-long');
  });
});

const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom('web', 'a b', 'state:running', '!x', '/x/', '"', '\\', 'a|b', 'why?', '日本', ''),
);
const pattern = fc.constantFrom(
  'web',
  '^web-[0-9]+$',
  'a/b',
  'a|b',
  '(a+)+$',
  '\\d{2}',
  '\\\\',
  'a\\/b',
  '[/]',
);
const leaf: fc.Arbitrary<Query> = fc.oneof(
  word.map((text): Query => ({ kind: 'text', text })),
  pattern.map((value): Query => ({ kind: 'regex', pattern: value.replaceAll('\\/', '/') })),
  fc.constantFrom('name', 'ip', 'ha').map((field): Query => ({ kind: 'present', field })),
  pattern.map((value): Query => ({
    kind: 'field-regex',
    field: 'name',
    pattern: value.replaceAll('\\/', '/'),
  })),
  word.map((value): Query => ({ kind: 'compare', field: 'state', operator: ':', value })),
  fc
    .tuple(fc.constantFrom('>', '>=', '<', '<=', '=', ':'), fc.nat(9999))
    .map(([operator, value]): Query => ({ kind: 'compare', field: 'mem', operator, value: String(value) })),
);

/** Trees as the parser makes them: no `and` directly in an `and`, no `not` in a `not`, no group of one. */
const normalised: fc.Arbitrary<Query> = fc.letrec<{
  any: Query;
  and: Query;
  or: Query;
  not: Query;
  leaf: Query;
}>((tie) => ({
  leaf,
  any: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('and'), tie('or'), tie('not')),
  and: fc
    .array(fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('or'), tie('not')), {
      minLength: 2,
      maxLength: 4,
    })
    .map((items): Query => ({ kind: 'and', items })),
  or: fc
    .array(fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('and'), tie('not')), {
      minLength: 2,
      maxLength: 4,
    })
    .map((items): Query => ({ kind: 'or', items })),
  not: fc
    .oneof({ depthSize: 'small' }, tie('leaf'), tie('and'), tie('or'))
    .map((item): Query => ({ kind: 'not', item })),
})).any;

describe('properties', () => {
  test('what is printed parses to the same tree', () => {
    fc.assert(
      fc.property(normalised, (query) => {
        expect(parseQuery(printQuery(query), fields)).toEqual({ ok: true, value: query });
      }),
      { numRuns: 2_000 },
    );
  });

  test('any text parses, or says where it does not; whatever parses can be run', () => {
    const piece = fc.constantFrom(
      'state',
      ':',
      '=',
      '>',
      '<',
      '(',
      ')',
      '|',
      '!',
      '"',
      '/',
      '?',
      'web',
      ' ',
      '\\',
      '10',
      '*',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        const query = parseQuery(input, fields);
        if (query.ok) {
          expect(typeof compileQuery(query.value, { fields, text: textOf, now })(aRow(), 0)).toBe('boolean');
          expect(parseQuery(printQuery(query.value), fields)).toEqual(query);
        } else {
          expect(query.error.at).toBeGreaterThanOrEqual(0);
          expect(query.error.at + query.error.length).toBeLessThanOrEqual(input.length);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test('patterns that ruin a backtracking engine are answered', () => {
    const hostile = `${'a'.repeat(2_000)}!`;

    for (const regex of ['(a+)+$', '(a|aa)+$', '(a*)*b', '(.*.*.*)x', 'a*a*a*a*a*b', '(a?){60}a{60}']) {
      expect(matches(`/${regex}/`, aRow({ name: hostile }))).toBeTypeOf('boolean');
    }
  });
});

describe('completion', () => {
  const source = {
    fields,
    values: (field: string) => (field === 'state' ? ['running', 'stopped', 'my own'] : []),
  };
  const insertOf = (text: string) => completeQuery(text, text.length, source).map((item) => item.insert);

  test('offers fields for the beginning of a word', () => {
    expect(insertOf('sta')).toEqual(['state:']);
    expect(insertOf('web !na')).toEqual(['name:']);
    expect(insertOf('me')).toEqual(['mem>=', 'name:']);
  });

  test('offers the values of the field behind the colon, quoted where needed', () => {
    expect(insertOf('state:')).toEqual(['running ', 'stopped ', '"my own" ']);
    expect(insertOf('(state:st')).toEqual(['stopped ']);
    expect(insertOf('state:"my o')).toEqual(['"my own" ']);
  });

  test('replaces just the word under the cursor', () => {
    expect(completeQuery('web state:ru x', 12, source)).toEqual([
      { from: 10, to: 12, insert: 'running ', kind: 'value', label: 'running' },
    ]);
  });
});
