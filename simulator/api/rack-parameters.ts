import { BrokenParameters } from './errors.ts';

/** A request parameter as Ruby sees it: JSON bodies can hold anything, forms only text, lists and maps. */
export type Parameter = string | number | boolean | null | undefined | Parameter[] | ParameterMap;
export type ParameterMap = { [name: string]: Parameter };

export function isMap(value: unknown): value is ParameterMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const BAD_ESCAPE = /%(?![0-9a-fA-F]{2})/;

export const hasBadEscape = (text: string): boolean => BAD_ESCAPE.test(text);

/** Undoes form encoding; bytes that are no UTF-8 become replacement characters. Throws BrokenParameters. */
export function unescape(text: string): string {
  if (hasBadEscape(text)) throw new BrokenParameters('invalid %-encoding');
  const bytes = Buffer.from(
    text
      .replaceAll('+', ' ')
      .replace(/%([0-9a-fA-F]{2})|[^\x20-\x7e]/gu, (match, hex: string | undefined) =>
        hex === undefined
          ? Buffer.from(match, 'utf8').toString('latin1')
          : String.fromCharCode(parseInt(hex, 16)),
      ),
    'latin1',
  );
  return bytes.toString('utf8');
}

function listOf(map: ParameterMap, key: string): Parameter[] {
  const list = (map[key] ??= []);
  if (!Array.isArray(list)) throw new BrokenParameters(`expected Array for ${key}`);
  return list;
}

function addToListOfMaps(list: Parameter[], key: string, value: Parameter): void {
  const last = list.at(-1);
  if (isMap(last) && !Object.hasOwn(last, key)) assign(last, key, value);
  else list.push(assign(emptyMap(), key, value));
}

/** Rack 1.3's `normalize_params`: `a[]=` makes lists, `a[b]=` maps, and mixing them up raises. */
function assign(map: ParameterMap, name: string, value: Parameter): ParameterMap {
  const match = /^[[\]]*([^[\]]+)\]*/.exec(name);
  const key = match?.[1];
  if (match === null || key === undefined) return map;
  const after = name.slice(match[0].length);
  const childKey = /^\[\]\[([^[\]]+)\]$/.exec(after)?.[1] ?? /^\[\](.+)$/.exec(after)?.[1];
  if (after === '') map[key] = value;
  else if (after === '[]') listOf(map, key).push(value);
  else if (childKey !== undefined) addToListOfMaps(listOf(map, key), childKey, value);
  else {
    const child = (map[key] ??= emptyMap());
    if (!isMap(child)) throw new BrokenParameters(`expected Hash for ${key}`);
    assign(child, after, value);
  }
  return map;
}

// Without a prototype: a parameter may be called `__proto__`.
export const emptyMap = (): ParameterMap => Object.create(null) as ParameterMap;

/** Parameters of a query string or form body. Throws BrokenParameters where Rack does. */
export function parseNestedQuery(query: string): ParameterMap {
  const map = emptyMap();
  for (const pair of query.split(/[&;] */)) {
    const at = pair.indexOf('=');
    if (pair === '') continue;
    if (at < 0) assign(map, unescape(pair), null);
    else assign(map, unescape(pair.slice(0, at)), unescape(pair.slice(at + 1)));
  }
  return map;
}

/** Ruby's `to_i`: the digits at the front, else 0. */
export function toInteger(value: Parameter): number {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value !== 'string') return 0;
  return Number(/^\s*([+-]?\d+)/.exec(value)?.[1] ?? 0);
}
