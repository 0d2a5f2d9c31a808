import type { QueryErrorCode } from '#contract/query/syntax.ts';

export const query = {
  label: 'Query',
  placeholder_instances: 'Search: web state:running mem>=4g …',
  placeholder_operations: 'Search: web state:failed age<2h …',
  placeholder_changes: 'Search: web field:status age<2h …',
  clear: 'Clear the query',
  suggestions: 'Suggestions',
  stillAll_instances: 'All instances stay shown until it can be understood.',
  stillAll_operations: 'All operations stay shown until it can be understood.',
  stillAll_changes: 'All changes stay shown until it can be understood.',
  stillApplied: 'Still showing what fits: {query}',
  help: 'How to search',
  helpKeys:
    'Terms beside each other must all fit. “/” goes to the query, ↓ shows suggestions, Tab takes one.',
} as const;

export const queryHelp = {
  word: 'anywhere in the row',
  field: 'a field, or a word in it, that begins so',
  quotes: 'with blanks in it',
  exact: 'exactly so',
  compare: 'sizes and times compare',
  address: 'addresses of a network',
  not: 'what does not fit',
  or: 'the one or the other',
  present: 'there is one at all',
  regex: 'a regular expression; ^ and $ are the ends of a value',
} as const;

export const queryField = {
  dc: 'datacenter, by id or name',
  account: 'owner, or account whose list it came in',
  name: 'hostname or DNS name',
  id: 'instance id',
  host: 'host, by id or name',
  state: 'running, stopped, terminated …',
  status: 'online or offline',
  spec: 'instance spec',
  image: 'image, by id or description',
  arch: 'x86_64, x86',
  network: 'network, by id or description',
  ip: 'any address: prefix, address or network',
  nat: 'NAT address',
  group: 'security group, by id or description',
  key: 'SSH key pair',
  volume: 'volume id',
  cores: 'CPU cores',
  mem: 'memory: 512, 4g',
  ha: 'high availability: yes or no',
  age: 'since it was created: 2h, 7d',
  seen: 'since it was last read: 5m',
} as const;

export const operationField = {
  state: 'failed, unknown, refused, queued, confirmed …',
  action: 'launch, start, stop, reboot or terminate',
  name: 'hostname as of then',
  id: 'instance id',
  dc: 'datacenter, by id or name',
  account: 'account it was sent with',
  error: 'code of what went wrong: dropped, endpoint/timeout',
  http: 'HTTP status of the answer: 500',
  request: 'request id of the answer',
  run: 'run id',
  age: 'since it was asked for: 2h, 7d',
} as const;

export const changeField = {
  dc: 'datacenter, by id or name',
  kind: 'instances, hn, vol …',
  id: 'id of the record',
  name: 'name as of then',
  what: 'appeared, changed or disappeared',
  field: 'field that changed: state, status',
  before: 'value before',
  after: 'value after',
  age: 'since it was seen: 2h, 7d',
} as const;

export const queryErrors = {
  'query/unknown-field': 'There is no field “{detail}”.',
  'query/missing-value': '“{detail}” needs a value right after it.',
  'query/missing-term': 'Something to search for is missing here.',
  'query/unclosed-quote': 'This quotation mark is not closed.',
  'query/unclosed-parenthesis': 'This parenthesis is not closed.',
  'query/unclosed-regex': 'This regular expression is not closed: it ends with “/”.',
  'query/unexpected': '“{detail}” does not belong here.',
  'query/bad-regex': 'This regular expression can’t be used. The engine says: {detail}',
  'query/bad-number': '“{detail}” is not a number. Sizes may be written as 512 or 4g.',
  'query/bad-age': '“{detail}” is not a length of time such as 30m, 2h or 7d.',
  'query/bad-address': '“{detail}” is not a network such as 10.102.0.0/24.',
  'query/bad-flag': '“{detail}” is neither yes nor no.',
  'query/bad-operator': '“{detail}” can’t be compared in this way.',
  'query/too-long': 'The query is too long.',
} as const satisfies Record<QueryErrorCode, string>;
