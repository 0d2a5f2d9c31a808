import type { AccountId } from '#contract/ids.ts';
import { isJsonObject, isSecret, type JsonObject } from './json.ts';
import { parseTimestamp } from './timestamps.ts';

/** What is learnt of a whole record while its objects are read. */
export class RecordTrace {
  /** The first field that is not what the reference promises, as a path, and what was found there. */
  problem: { readonly field: string; readonly found: string } | null = null;
  /** Some object holds more than was read: the record is worth a second, slower reading that collects it. */
  hasLeftover = false;
  /** Whether this is that second reading. */
  readonly collects: boolean;

  constructor(collects: boolean) {
    this.collects = collects;
  }
}

type Leftover = Map<string, unknown>;

/** One empty list for the many that are: terminated instances alone have four each. */
const none: readonly never[] = Object.freeze([]);

/**
 * Reads the fields of one JSON object. A field that is not as asked answers a harmless stand-in and is noted in
 * the trace, so that a decoder reads like the type it makes; the caller discards the result when there was a
 * problem. Counts what it reads, which makes "is there anything we do not know?" one comparison.
 */
export class Fields {
  private readonly document: JsonObject;
  private readonly trace: RecordTrace;
  /** Where in its parent this object stands; a list's item has its place there too. */
  private readonly parent: Fields | null;
  private readonly name: string;
  private readonly index: number | null;
  private readonly names: Set<string> | null;
  private readonly leftover: Leftover | null;
  private reads = 0;

  constructor(
    document: JsonObject,
    trace: RecordTrace,
    parent: Fields | null = null,
    name = '',
    index: number | null = null,
  ) {
    this.document = document;
    this.trace = trace;
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.names = trace.collects ? new Set() : null;
    this.leftover = trace.collects ? new Map() : null;
  }

  has(name: string): boolean {
    return this.document[name] !== undefined;
  }

  /** A field's value without taking note of it: for decoders that look before they choose. */
  peek(name: string): unknown {
    return this.document[name];
  }

  string(name: string): string {
    const value = this.take(name);
    return typeof value === 'string' ? value : this.refuse(name, '');
  }

  /** Null also where the key is absent. */
  stringOrNull(name: string): string | null {
    const value = this.take(name);
    if (value === null || value === undefined) return null;
    return typeof value === 'string' ? value : this.refuse(name, null);
  }

  /** A text that only some dialects send: empty where the key is absent. */
  stringIfAny(name: string): string {
    return this.has(name) ? this.string(name) : '';
  }

  /** An id of another record: any text that can be an id at all, whatever its prefix. */
  id<Id extends string>(name: string): Id {
    const value = this.take(name);
    return (isIdText(value) ? value : this.refuse(name, '')) as Id; // dcmgr says what it is an id of
  }

  idOrNull<Id extends string>(name: string): Id | null {
    const value = this.take(name);
    if (value === null || value === undefined) return null;
    return isIdText(value) ? (value as Id) : this.refuse(name, null); // as in `id`
  }

  ids<Id extends string>(name: string): readonly Id[] {
    const value = this.take(name);
    if (!Array.isArray(value)) return this.refuse(name, none);
    if (value.length === 0) return none;
    return value.map((item: unknown, at) => {
      return (isIdText(item) ? item : this.refuse(`${name}[${at}]`, '', item)) as Id; // as in `id`
    });
  }

  strings(name: string): readonly string[] {
    const value = this.take(name);
    if (!Array.isArray(value)) return this.refuse(name, none);
    if (value.length === 0) return none;
    return value.map((item: unknown, at) =>
      typeof item === 'string' ? item : this.refuse(`${name}[${at}]`, '', item),
    );
  }

  number(name: string): number {
    const value = this.take(name);
    return isNumber(value) ? value : this.refuse(name, 0);
  }

  numberOrNull(name: string): number | null {
    const value = this.take(name);
    if (value === null || value === undefined) return null;
    return isNumber(value) ? value : this.refuse(name, null);
  }

  /** dcmgr writes 0 and 1 for some flags, true and false for others. */
  flag(name: string): boolean {
    const value = this.take(name);
    if (value === 1 || value === true) return true;
    return value === 0 || value === false ? false : this.refuse(name, false);
  }

  time(name: string): number {
    const value = this.take(name);
    const time = typeof value === 'string' ? parseTimestamp(value) : null;
    return time ?? this.refuse(name, 0);
  }

  timeOrNull(name: string): number | null {
    const value = this.take(name);
    if (value === null || value === undefined) return null;
    const time = typeof value === 'string' ? parseTimestamp(value) : null;
    return time ?? this.refuse(name, null);
  }

  /** Null where the key is absent or null. */
  objectOrNull<T>(name: string, read: (fields: Fields) => T): T | null {
    const value = this.take(name);
    if (value === null || value === undefined) return null;
    return isJsonObject(value) ? this.nested(value, name, null, read) : this.refuse(name, null);
  }

  objects<T>(name: string, read: (fields: Fields) => T): readonly T[] {
    const value = this.take(name);
    if (!Array.isArray(value)) return this.refuse(name, none);
    if (value.length === 0) return none;
    const items: T[] = [];
    for (let at = 0; at < value.length; at += 1) {
      const item: unknown = value[at];
      if (isJsonObject(item)) items.push(this.nested(item, name, at, read));
      else this.refuse(`${name}[${at}]`, undefined, item);
    }
    return items;
  }

  /** A field of any type whose meaning the decoder takes in itself. */
  any(name: string): unknown {
    return this.take(name);
  }

  /** A field that repeats what another says. Where it says otherwise it is left over. */
  echo(name: string, expected: unknown): void {
    if (this.document[name] === expected) this.take(name);
  }

  /** The owner, or null where the document names none. */
  owner(): AccountId | null {
    const value = this.document['account_id'];
    if (typeof value !== 'string' || value === '') return null;
    this.take('account_id');
    return value as AccountId; // dcmgr has no syntax for accounts beyond being text
  }

  /** Notes a field as malformed and answers the stand-in. */
  refuse<T>(name: string, standIn: T, value: unknown = this.document[name]): T {
    this.trace.problem ??= { field: this.path(name), found: describe(value) };
    return standIn;
  }

  /** Ends the reading: compares what was read with what is there. Answers what is left over, when collecting. */
  close(): Leftover | null {
    if (Object.keys(this.document).length !== this.reads) this.trace.hasLeftover = true;
    if (this.leftover === null || this.names === null) return null;
    for (const [name, value] of Object.entries(this.document)) {
      if (!this.names.has(name) && !isSecret(name, value)) this.leftover.set(name, value);
    }
    return this.leftover;
  }

  private take(name: string): unknown {
    const value = this.document[name];
    if (value !== undefined) {
      this.reads += 1;
      this.names?.add(name);
    }
    return value;
  }

  private nested<T>(object: JsonObject, name: string, index: number | null, read: (fields: Fields) => T): T {
    const fields = new Fields(object, this.trace, this, name, index);
    const value = read(fields);
    const leftover = fields.close();
    if (leftover !== null && leftover.size > 0) this.keep(leftover, name, index);
    return value;
  }

  /** `{"vif":{"0":{…}}}`: what is left over of a list's items goes by their places. */
  private keep(leftover: Leftover, name: string, index: number | null): void {
    if (index === null) this.leftover?.set(name, leftover);
    else {
      const list = this.leftover?.get(name);
      if (list instanceof Map) list.set(String(index), leftover);
      else this.leftover?.set(name, new Map([[String(index), leftover]]));
    }
  }

  private path(name: string): string {
    if (this.parent === null) return name;
    const own = this.index === null ? this.name : `${this.name}[${this.index}]`;
    return `${this.parent.path(own)}.${name}`;
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const isIdText = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 255;

/** What stands in a field, in a word: never its contents, which may be anything. */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
