import { expect, it } from 'vitest';
import { type Change, changeSchema } from '#contract/change.ts';
import { changesByRecord } from './changes-by-record.ts';

const change = (seq: number, fields: Partial<Record<keyof Change, unknown>>): Change =>
  changeSchema.parse({
    seq,
    at: seq,
    since: null,
    datacenterId: 'tokyo',
    kind: 'instances',
    id: 'i-1',
    label: 'web',
    what: 'changed',
    fields: [],
    ...fields,
  });

it('tells what happened record by record, the latest first', () => {
  const changes = [
    change(4, { id: 'i-2' }),
    change(3, { id: 'i-1' }),
    change(2, { id: 'i-2' }),
    change(1, { id: 'i-1', kind: 'volumes' }),
  ];

  const told = changesByRecord(changes).map(({ newest, all }) => [
    newest.kind,
    newest.id,
    all.map(({ seq }) => seq),
  ]);

  expect(told).toEqual([
    ['instances', 'i-2', [4, 2]],
    ['instances', 'i-1', [3]],
    ['volumes', 'i-1', [1]],
  ]);
});
