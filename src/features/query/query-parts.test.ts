import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFields } from '#contract/query/change-fields.ts';
import { compileQuery, foldText } from '#contract/query/compile.ts';
import { instanceFacts, textOfFacts } from '#contract/query/instance-fields.ts';
import { operationFields } from '#contract/query/operation-fields.ts';
import { parseQuery } from '#contract/query/parse.ts';
import { printQuery } from '#contract/query/print.ts';
import type { Query } from '#contract/query/syntax.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { createWords } from '../../i18n/words.ts';
import { chosenDatacenters, withDatacenters } from './datacenter-terms.ts';
import { fieldWord } from './field-words.ts';
import { valuesOf } from './field-values.ts';
import { asksForTime, localWord, withLocalWords } from './local-words.ts';
import { fieldNames, lookupOf, queryFields } from './query-fields.ts';

const parsed = (text: string): Query => {
  const query = parseQuery(text, fieldNames);
  if (!query.ok) throw new Error(`${text}: ${query.error.code}`);
  return query.value;
};
const nameless = {
  datacenter: (id: string) => id,
  account: () => '',
  image: () => null,
  spec: () => null,
  host: () => null,
  group: () => null,
  network: () => null,
};

describe('the choice of datacenters in a query', () => {
  const datacenters = [
    { id: 'tokyo', name: 'Capital' },
    { id: 'osaka', name: 'Osaka One' },
    { id: 'kobe', name: 'Kobe' },
    { id: 'kobe-2', name: 'Harbour' },
    { id: 'nagoya', name: 'Nagoya' },
    { id: 'middle', name: 'Nagoya Two' },
  ];

  it.each([
    ['', ['tokyo'], 'dc=tokyo'],
    ['web', ['tokyo', 'osaka'], '(dc=tokyo | dc=osaka) web'],
    ['web | db', ['tokyo'], 'dc=tokyo (web | db)'],
    ['dc=osaka web', ['tokyo'], 'dc=tokyo web'],
    ['(dc=osaka | dc=tokyo) web', [], 'web'],
    ['dc=osaka', [], ''],
    ['dc:osa web', ['tokyo'], 'dc=tokyo dc:osa web'],
    ['dc:osaka web', ['osaka', 'tokyo'], '(dc=osaka | dc=tokyo) web'],
    ['(dc:osaka | dc=tokyo) web', [], 'web'],
    ['dc:kobe', ['tokyo'], 'dc=tokyo dc:kobe'],
    ['!dc:osaka', ['tokyo'], 'dc=tokyo !dc:osaka'],
  ])('of “%s” becomes %j in “%s”', (text, ids, expected) => {
    expect(printQuery(withDatacenters(parsed(text), ids, datacenters))).toBe(expected);
  });

  it.each([
    ['dc:osaka', ['osaka']],
    ['dc:OSAKA web', ['osaka']],
    ['(dc:tokyo | dc=osaka) web', ['tokyo', 'osaka']],
    ['dc:"osaka one"', ['osaka']],
    ['dc=capital', ['tokyo']],
    ['dc:osa', []],
    ['dc:kobe', []],
    ['dc=kobe', ['kobe']],
    ['dc:kobe-2', ['kobe-2']],
    ['dc:nagoya', []],
    ['(dc:osa | dc=tokyo)', []],
    ['!dc:osaka', []],
    ['dc:elsewhere', []],
  ])('is read from “%s” as %j', (text, ids) => {
    expect([...chosenDatacenters(parsed(text), datacenters)]).toEqual(ids);
  });

  it('can be read back from what it was written into', () => {
    const ids = fc.uniqueArray(fc.constantFrom('tokyo', 'osaka', 'kobe'));
    const texts = fc.constantFrom('', 'web', 'web | db', '!state:running', 'dc=kobe mem>1g');
    fc.assert(
      fc.property(texts, ids, (text, chosen) => {
        const written = printQuery(withDatacenters(parsed(text), chosen, datacenters));

        expect([...chosenDatacenters(parsed(written), datacenters)]).toEqual(chosen);
      }),
    );
  });
});

it.each([
  ['network:"Tokyo guests"', true],
  ['network:guests', true],
  ['net=nw-1', true],
  ['guests', true],
  ['/^tokyo guests$/', true],
  ['network:public', false],
  ['network=nw-2', false],
])('finds an instance by the name of its network: %s gives %s', (text, expected) => {
  const names = {
    ...nameless,
    network: (datacenterId: string, id: string) =>
      datacenterId === 'tokyo' && id === 'nw-1' ? 'Tokyo guests' : null,
  };
  const matches = compileQuery(parsed(text), {
    fields: queryFields(names, () => 0),
    text: (row) => foldText(textOfFacts(instanceFacts(row, lookupOf(names)))),
    now: 0,
  });

  expect(matches(anInstanceRow({ networkIds: ['nw-1'] }), 0)).toBe(expected);
});

it('knows queries that move with the time', () => {
  expect(
    ['age<2h', 'web !(x | seen>5m)', 'mem>1g', '', 'age?'].map((text) => asksForTime(parsed(text))),
  ).toEqual([true, true, false, false, false]);
});

it('finds rows by a word that stands for what they hold, and leaves negation right', () => {
  const words = [localWord('稼働中', 'state', 'running')];
  const matches = (text: string, state: string) =>
    compileQuery(withLocalWords(parsed(text), words), {
      fields: queryFields(nameless, () => 0),
      text: (row) => foldText(row.hostname),
      now: 0,
    })(anInstanceRow({ state }), 0);

  expect([matches('稼働', 'running'), matches('稼働', 'stopped')]).toEqual([true, false]);
  expect([matches('!稼働', 'running'), matches('!稼働', 'stopped')]).toEqual([false, true]);
});

it.each([
  ['state:停止', ['stopped', 'stopping']],
  ['state=停止', ['stopped']],
  ['state:停止処', ['stopping']],
  ['!state:停止', ['running']],
  ['state:sto', ['stopped', 'stopping']],
  ['(state=停止 | state:稼働) web', ['running', 'stopped']],
  ['!(state=停止 | state:稼働)', ['stopping']],
  ['name:停止', []],
])('takes the words of the page for values of a field: %s', (text, states) => {
  const words = [
    localWord('稼働中', 'state', 'running'),
    localWord('停止処理中', 'state', 'stopping'),
    localWord('停止', 'state', 'stopped'),
  ];
  const matches = compileQuery(withLocalWords(parsed(text), words), {
    fields: queryFields(nameless, () => 0),
    text: (row) => foldText(row.hostname),
    now: 0,
  });

  const found = ['running', 'stopped', 'stopping'].filter((state) =>
    matches(anInstanceRow({ hostname: 'web', state }), 0),
  );

  expect(found).toEqual(states);
});

it('asks the table when a row was seen, since rows do not change for that', () => {
  const seen = queryFields(nameless, () => 400).find(({ name }) => name === 'seen');

  expect(seen?.read(anInstanceRow({ fetchedAt: 100 }), 1_000)).toBe(600);
});

it('has words for every field', () => {
  const { t } = createWords('ja').global;
  const nobody = { datacenter: () => null, account: () => null };
  const subjects = {
    instances: fieldNames,
    operations: operationFields(nobody),
    changes: changeFields(nobody),
  };

  const wordless = (['instances', 'operations', 'changes'] as const).flatMap((subject) =>
    subjects[subject].filter(({ name }) => !fieldWord(subject, name, t)),
  );

  expect(wordless).toEqual([]);
});

it('offers the values of a field, commonest first', () => {
  const fields = queryFields(nameless, () => 0);
  const rows = [
    anInstanceRow({ state: 'stopped', addresses: ['10.0.0.1', '10.0.0.2'] }),
    anInstanceRow({ state: 'running', addresses: ['10.0.0.2'] }),
    undefined,
    anInstanceRow({ state: 'running', addresses: [], sshKeyPairId: null }),
  ];
  const offered = (name: string) => valuesOf(fields, name, rows);

  expect(offered('state')).toEqual(['running', 'stopped']);
  expect(offered('ip')).toEqual(['10.0.0.2', '10.0.0.1']);
  expect(offered('ha')).toEqual(['yes', 'no']);
  expect(offered('mem')).toEqual([]);
});
