/** Compares an answer with a recorded one, over the differences that two servers with the same contents may have. */

/** Which of the simulator's generated ids stands for which recorded one, by the part behind the prefix. */
export class Names {
  readonly #byRecorded = new Map<string, string>();

  bind(recorded: string, actual: string): void {
    this.#byRecorded.set(recorded, actual);
  }

  /** A recorded text in the simulator's names. */
  translate(text: string): string {
    return text.replace(/[a-z0-9]{8}/g, (token) => this.#byRecorded.get(token) ?? token);
  }

  isBound(recorded: string): boolean {
    return this.#byRecorded.has(recorded);
  }
}

const ID = /^([a-z]+)-([a-z0-9]{8})$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const ID_KEYS = new Set(['id', 'uuid', 'vif_id', 'vol_id']);

/** How far a generated time may be from the recorded one: replay and recording don't run in step. */
const TIME_TOLERANCE_MS = 30_000;

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Binds the ids that the recorded server generated to those the simulator gave in the same places. */
export function bindIds(recorded: unknown, actual: unknown, names: Names): void {
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    recorded.forEach((item: unknown, at) => {
      bindIds(item, actual[at], names);
    });
    return;
  }
  if (!isJson(recorded) || !isJson(actual)) return;
  for (const [key, value] of Object.entries(recorded)) {
    if (ID_KEYS.has(key)) bindId(value, actual[key], names);
    else bindIds(value, actual[key], names);
  }
}

function bindId(recorded: unknown, actual: unknown, names: Names): void {
  const left = typeof recorded === 'string' ? ID.exec(recorded) : null;
  const right = typeof actual === 'string' ? ID.exec(actual) : null;
  if (left === null || right === null || left[1] !== right[1] || recorded === actual) return;
  if (!names.isBound(left[2] ?? '')) names.bind(left[2] ?? '', right[2] ?? '');
}

type Allowance = (recorded: unknown, actual: unknown) => boolean;

const bothTexts: Allowance = (recorded, actual) => typeof recorded === 'string' && typeof actual === 'string';
const bothNumbers: Allowance = (recorded, actual) =>
  typeof recorded === 'number' && typeof actual === 'number';

/** Addresses are drawn at random: the same network is enough. */
const sameNetwork: Allowance = (recorded, actual) =>
  bothTexts(recorded, actual) &&
  /^[\d.]+$/.test(String(actual)) &&
  String(recorded).split('.').slice(0, 2).join() === String(actual).split('.').slice(0, 2).join();

const closeInTime: Allowance = (recorded, actual) =>
  TIME.test(String(recorded)) &&
  TIME.test(String(actual)) &&
  Math.abs(Date.parse(String(recorded)) - Date.parse(String(actual))) <= TIME_TOLERANCE_MS;

/** Fields whose values are a matter of chance, and what must hold of them all the same. */
const ALLOWANCES = new Map<string, Allowance>([
  ...['created_at', 'updated_at', 'attached_at', 'detached_at', 'deleted_at'].map(
    (key) => [key, closeInTime] as const,
  ),
  ...['address', 'nat_address', 'ipaddr', 'nat_ipaddr'].map((key) => [key, sameNetwork] as const),
  ...['public_key', 'finger_print', 'private_key', 'host_node'].map((key) => [key, bothTexts] as const),
]);

/** Every difference that is not a matter of chance, as text. */
export function differences(recorded: unknown, actual: unknown, names: Names, at = '$', key = ''): string[] {
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    const lengths =
      recorded.length === actual.length
        ? []
        : [`${at}: ${String(recorded.length)} items, got ${String(actual.length)}`];
    return [
      ...lengths,
      ...recorded
        .slice(0, actual.length)
        .flatMap((item: unknown, index) =>
          differences(item, actual[index], names, `${at}[${String(index)}]`, key),
        ),
    ];
  }
  if (isJson(recorded) && isJson(actual)) return memberDifferences(recorded, actual, names, at);
  const expected = typeof recorded === 'string' ? names.translate(recorded) : recorded;
  if (expected === actual || ALLOWANCES.get(key)?.(recorded, actual) === true) return [];
  return [`${at}: ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}

function memberDifferences(recorded: Json, actual: Json, names: Names, at: string): string[] {
  const keys = Object.keys(recorded).toSorted().join();
  const actualKeys = Object.keys(actual).toSorted().join();
  if (keys !== actualKeys) return [`${at}: keys ${keys}, got ${actualKeys}`];
  // A tag's id is an internal key, which depends on what else the server ever stored.
  const isTag = recorded['type_id'] !== undefined;
  return Object.entries(recorded).flatMap(([key, value]) =>
    isTag && key === 'id' && bothNumbers(value, actual[key])
      ? []
      : differences(value, actual[key], names, `${at}.${key}`, key),
  );
}

/** The lines of a YAML text without regard to the order of keys. */
export function yamlLines(text: string): string[] {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.replace(/^(\s*)- :/, '$1  :'))
    .toSorted();
}
