import { expect, it } from 'vitest';
import { type Change, changeSchema } from '../change.ts';
import { appError } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { anInstanceRow, builtAt } from '../testing/builders.ts';
import { anOperation } from '../testing/operation-builders.ts';
import { changeFields, changeText } from './change-fields.ts';
import { compileQuery, type Field, foldText } from './compile.ts';
import { instanceFacts, instanceFields, type NameLookup, textOfFacts } from './instance-fields.ts';
import { operationFields, operationText } from './operation-fields.ts';
import { parseQuery } from './parse.ts';

const hour = 3_600_000;
const names = {
  datacenter: (id: string) => (id === 'tokyo' ? 'Tōkyō One' : null),
  account: (_: string, id: string) => (id === 'a-00000001' ? 'Research' : null),
};
/** Whether a query that can be read finds a row. */
function finds<Row>(text: string, row: Row, fields: readonly Field<Row>[], textOf: (row: Row) => string) {
  const query = parseQuery(text, fields);
  if (!query.ok) throw new Error(`${text}: ${query.error.code}`);
  const context = { fields, text: (each: Row) => foldText(textOf(each)), now: builtAt + hour };
  return compileQuery(query.value, context)(row, 0);
}

const failed: Operation = anOperation({
  runId: 'run-7',
  state: 'failed',
  label: 'web-1',
  answer: { status: 500, requestId: 'r-abc' },
  error: appError('endpoint/timeout', 'no answer'),
});

it.each([
  'state:failed',
  'action:stop',
  'name:web hostname=web-1',
  'id:i-00000001',
  'dc=tokyo dc:"tōkyō one"',
  'account:a-00000001 owner:research',
  'error:endpoint error:timeout code=endpoint/timeout',
  'http>=500',
  'request:r-abc',
  'run=run-7',
  'age>59m age<2h',
  'web timeout !state:confirmed',
  '/web-[0-9]/',
])('finds an operation by %s', (text) => {
  expect(finds(text, failed, operationFields(names), (row) => operationText(row, names))).toBe(true);
});

it.each(['state:confirmed', 'action:start', 'http:200', 'age<1h', 'dc:osaka', 'error:time'])(
  'does not find one that differs by %s',
  (text) => {
    const other = { ...failed, error: appError('operation/dropped', 'dropped') };

    expect(finds(text, other, operationFields(names), (row) => operationText(row, names))).toBe(false);
  },
);

it('finds a launch of unknown outcome by what it may have made', () => {
  const lost = anOperation({ instanceId: null, state: 'unknown', candidates: ['i-0000000a', 'i-0000000b'] });

  expect(finds('id:i-0000000b', lost, operationFields(names), () => '')).toBe(true);
  expect(finds('error? | http? | id:i-0000000c', lost, operationFields(names), () => '')).toBe(false);
});

const change: Change = changeSchema.parse({
  seq: 1,
  at: builtAt,
  since: null,
  datacenterId: 'tokyo',
  kind: 'host_nodes',
  id: 'hn-1',
  label: 'kvm-one',
  what: 'changed',
  fields: [{ field: 'status', before: 'online', after: 'offline' }],
});

it.each([
  ['dc:tokyo kind:host_nodes', true],
  ['kind:hn id=hn-1 name:kvm', true],
  ['what:changed field:status after:off to=offline', true],
  ['before:online', true],
  ['age>=1h', true],
  ['kvm offline hn', true],
  ['before:offline', false],
  ['kind:instances', false],
  ['what:appeared', false],
])('looks for a change by %s', (text, expected) => {
  expect(finds(text, change, changeFields(names), (row) => changeText(row, names))).toBe(expected);
});

it.each([
  ['running', true],
  ['stopped', false],
  ['starting', false],
])('an instance that is %s and was last seen online is found as online: %s', (state, isFound) => {
  const unknown: NameLookup = {
    datacenter: () => null,
    account: () => null,
    host: () => null,
    image: () => null,
    groups: () => [],
    networks: () => [],
  };
  const row = anInstanceRow({ state, status: 'online' });
  const findsRow = (text: string) =>
    finds(text, row, instanceFields(unknown), (each) => textOfFacts(instanceFacts(each, unknown)));

  expect(findsRow('status:online')).toBe(isFound);
  expect(findsRow('status?')).toBe(isFound);
  expect(findsRow('online')).toBe(isFound);
});
