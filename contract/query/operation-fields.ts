import type { AccountId, DatacenterId } from '../ids.ts';
import type { Operation } from '../operation.ts';
import type { Field } from './compile.ts';
import { withName } from './with-name.ts';

/** Names that operations only refer to by id; null for what is not known. */
export type OperationNames = {
  readonly datacenter: (id: DatacenterId) => string | null;
  readonly account: (datacenterId: DatacenterId, account: AccountId) => string | null;
};

const accountOf = ({ account, datacenterId }: Operation, names: OperationNames): readonly string[] =>
  account === null ? [] : withName(account, names.account(datacenterId, account));

/** A code, and its reason alone: `endpoint/timeout` is also found as `timeout`. */
const codeOf = ({ error }: Operation): readonly string[] =>
  error === null ? [] : [error.code, error.code.slice(error.code.indexOf('/') + 1)];

/** The instances that an operation is about: its target, or those that a lost launch may have made. */
const instancesOf = ({ instanceId, candidates }: Operation): readonly string[] =>
  instanceId === null ? candidates : [instanceId];

/** The fields of operations, over the names that the page can resolve. */
export const operationFields = (names: OperationNames): readonly Field<Operation>[] => [
  { name: 'state', aliases: [], type: 'text', read: ({ state }) => state },
  { name: 'action', aliases: [], type: 'text', read: ({ intent }) => intent.action },
  { name: 'name', aliases: ['hostname'], type: 'text', read: ({ label }) => label },
  { name: 'id', aliases: ['instance'], type: 'text', read: instancesOf },
  {
    name: 'dc',
    aliases: ['datacenter'],
    type: 'text',
    read: ({ datacenterId }) => withName(datacenterId, names.datacenter(datacenterId)),
  },
  {
    name: 'account',
    aliases: ['owner'],
    type: 'text',
    read: (operation) => accountOf(operation, names),
  },
  { name: 'error', aliases: ['code'], type: 'text', read: codeOf },
  { name: 'http', aliases: ['answer'], type: 'number', read: ({ answer }) => answer?.status ?? null },
  { name: 'request', aliases: [], type: 'text', read: ({ answer }) => answer?.requestId ?? null },
  { name: 'run', aliases: [], type: 'text', read: ({ runId }) => runId },
  { name: 'age', aliases: [], type: 'age', read: ({ queuedAt }, now) => now - queuedAt },
];

/** Everything of an operation that bare words look in, one fact a line, not yet folded. */
export function operationText(operation: Operation, names: OperationNames): string {
  const { intent, state, label, answer, runId, datacenterId, observed } = operation;
  const facts: readonly (string | null | undefined | readonly string[])[] = [
    label,
    instancesOf(operation),
    intent.action,
    state,
    codeOf(operation),
    withName(datacenterId, names.datacenter(datacenterId)),
    accountOf(operation, names),
    answer?.requestId,
    observed?.state,
    runId,
  ];
  return facts.flatMap((fact) => fact ?? []).join('\n');
}
