/** A number that Ruby holds as a Float: 1 reads `1.0`. */
export class RubyFloat {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  toString(): string {
    return Number.isInteger(this.value) ? this.value.toFixed(1) : String(this.value);
  }
}

/** An answer before it is written out as JSON or YAML, which write times and floats differently. */
export type DocumentValue =
  | string
  | number
  | boolean
  | null
  | Date
  | RubyFloat
  | readonly DocumentValue[]
  | { readonly [key: string]: DocumentValue };

export type Fields = Readonly<Record<string, DocumentValue>>;

export const isList = (value: DocumentValue): value is readonly DocumentValue[] => Array.isArray(value);

/** A time in ms as dcmgr shows it: to the second. */
export const time = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);

export const timeOrNull = (ms: number | null): Date | null => (ms === null ? null : time(ms));
