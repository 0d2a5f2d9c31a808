/** What can go wrong, each with what it needs to know. Delays in real milliseconds. */
export type FaultKind =
  /** The answer is late. */
  | { readonly kind: 'latency'; readonly ms: number }
  /** The answer never comes. */
  | { readonly kind: 'hang' }
  /** Nobody listens on the port while this fault is set; it takes no conditions. */
  | { readonly kind: 'refuse' }
  /** The connection is reset before anything is done. */
  | { readonly kind: 'reset' }
  /** The connection is reset halfway through the body. */
  | { readonly kind: 'reset-mid-body' }
  /** The request is carried out, then the connection is reset without an answer. */
  | { readonly kind: 'reset-after-commit' }
  /** The connection is closed without an answer and without effect, as when a worker is killed. */
  | { readonly kind: 'empty-reply' }
  /** A well-formed answer whose JSON ends halfway. */
  | { readonly kind: 'truncated-json' }
  | { readonly kind: 'malformed-json' }
  | { readonly kind: 'invalid-utf8' }
  /** dcmgr's bare 500, or any other status with a page. */
  | { readonly kind: 'html-error'; readonly status: number }
  /** A login page of somebody in between, with status 200. */
  | { readonly kind: 'html-page' }
  /** Every answer sends the caller on to the same place. */
  | { readonly kind: 'redirect-loop' }
  /** JSON that goes on for `bytes`. */
  | { readonly kind: 'huge-body'; readonly bytes: number }
  /** The answer comes `bytes` at a time, with `ms` between. */
  | { readonly kind: 'slow-loris'; readonly bytes: number; readonly ms: number }
  /** The server's clock is wrong: its `Date` header is off by `ms`. */
  | { readonly kind: 'clock-offset'; readonly ms: number }
  /** Each index record costs `ms` of a worker. */
  | { readonly kind: 'record-cost'; readonly ms: number }
  /** A page lists its first record twice. */
  | { readonly kind: 'duplicate-ids' }
  /** Every page is the first one again. */
  | { readonly kind: 'cyclic-pages' }
  /** Ids come with the prefix of another kind. */
  | { readonly kind: 'wrong-prefix' };

/** Which requests a fault is for; what is left out matches everything. */
export type FaultCondition = {
  readonly method?: string;
  /** A regular expression on path and query. */
  readonly path?: string;
  /** Of requests that match, the share that is hit. */
  readonly probability?: number;
  /** The fault is over after so many hits. */
  readonly count?: number;
};

export type FaultRequest = FaultKind & FaultCondition;

export type Fault = FaultRequest & { readonly id: number; readonly hits: number };

type Rule = { readonly min: number; readonly max: number; readonly fallback: number };
type Settings = Readonly<Record<string, Rule>>;

const HOUR_MS = 3_600_000;
const milliseconds = (fallback: number): Rule => ({ min: 0, max: 24 * HOUR_MS, fallback });

/** The settings of each kind, with their bounds and what they are when left out. */
const SETTINGS = {
  latency: { ms: milliseconds(1000) },
  hang: {},
  refuse: {},
  reset: {},
  'reset-mid-body': {},
  'reset-after-commit': {},
  'empty-reply': {},
  'truncated-json': {},
  'malformed-json': {},
  'invalid-utf8': {},
  'html-error': { status: { min: 400, max: 599, fallback: 500 } },
  'html-page': {},
  'redirect-loop': {},
  'huge-body': { bytes: { min: 1, max: 1_073_741_824, fallback: 67_108_864 } },
  'slow-loris': { bytes: { min: 1, max: 1_048_576, fallback: 16 }, ms: milliseconds(100) },
  'clock-offset': { ms: { min: -24 * HOUR_MS, max: 24 * HOUR_MS, fallback: HOUR_MS } },
  'record-cost': { ms: milliseconds(8) },
  'duplicate-ids': {},
  'cyclic-pages': {},
  'wrong-prefix': {},
} as const satisfies Record<FaultKind['kind'], Settings>;

export const FAULT_KINDS = Object.keys(SETTINGS);

const CONDITIONS: Settings = {
  probability: { min: 0, max: 1, fallback: 1 },
  count: { min: 1, max: Number.MAX_SAFE_INTEGER, fallback: Number.MAX_SAFE_INTEGER },
};

function number(name: string, value: unknown, { min, max, fallback }: Rule): number {
  if (value === undefined) return fallback;
  if (typeof value !== 'number' || !(value >= min && value <= max)) {
    throw new RangeError(`${name} must be a number from ${String(min)} to ${String(max)}`);
  }
  return value;
}

function pattern(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw new RangeError('path must be a regular expression in a string');
  new RegExp(value);
  return value;
}

function method(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^[A-Za-z]+$/.test(value))
    throw new RangeError('method must be an HTTP method');
  return value.toUpperCase();
}

const isKind = (kind: unknown): kind is FaultKind['kind'] =>
  typeof kind === 'string' && Object.hasOwn(SETTINGS, kind);

function isFault(
  value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, unknown>> & FaultRequest {
  return isKind(value['kind']);
}

/** Checks a fault that came from outside and fills in what it left out. Throws RangeError or SyntaxError with the reason. */
export function parseFault(input: unknown): FaultRequest {
  const given: Readonly<Record<string, unknown>> =
    typeof input === 'object' && input !== null ? { ...input } : {};
  const kind = given['kind'];
  if (!isKind(kind)) throw new RangeError(`kind must be one of ${FAULT_KINDS.join(', ')}`);
  const rules: Settings = { ...SETTINGS[kind], ...CONDITIONS };
  const known = new Set([...Object.keys(rules), 'kind', 'method', 'path']);
  const unknown = Object.keys(given).find((key) => !known.has(key));
  if (unknown !== undefined) throw new RangeError(`${kind} has no setting ${unknown}`);
  const path = pattern(given['path']);
  const verb = method(given['method']);
  const numbers = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, number(name, given[name], rule)]),
  );
  const fault = {
    kind,
    ...numbers,
    ...(path === undefined ? {} : { path }),
    ...(verb === undefined ? {} : { method: verb }),
  };
  if (!isFault(fault)) throw new RangeError('no such fault');
  return fault;
}
