import type { Row } from './records.ts';

/** One table of the database: rows by id, and by internal key in the order of their creation. */
export class Table<Record extends Row> {
  readonly prefix: string;
  readonly #byId = new Map<string, Record>();
  #rows: Record[] = [];
  #lastPk = 0;

  constructor(prefix: string) {
    this.prefix = prefix;
  }

  /** Every row, oldest first. */
  get rows(): readonly Record[] {
    return this.#rows;
  }

  nextPk(): number {
    return ++this.#lastPk;
  }

  insert(row: Record): Record {
    if (this.#byId.has(row.id)) throw new Error(`${row.id} exists already`);
    this.#lastPk = Math.max(this.#lastPk, row.pk);
    this.#byId.set(row.id, row);
    this.#rows.push(row);
    return row;
  }

  get(id: string): Record | undefined {
    return this.#byId.get(id);
  }

  byPk(pk: number): Record | undefined {
    return this.#rows.find((row) => row.pk === pk);
  }

  remove(row: Record): void {
    this.#byId.delete(row.id);
    this.#rows = this.#rows.filter((other) => other !== row);
  }

  /** The rows that match, newest first. */
  newest(matches: (row: Record) => boolean): Record[] {
    return this.#rows.filter(matches).reverse();
  }
}
