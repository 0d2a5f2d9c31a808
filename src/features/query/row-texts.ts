import { TextBlock } from './text-block.ts';

/** Rows whose texts are kept together: a changed row costs a copy of its neighbours' texts. */
const blockSize = 128;

/**
 * Remembers a text for each row of a table, by the rows' slots: a text is made when it or a neighbour's is first
 * asked for, and again when its slot holds another row.
 */
export class RowTexts<R> {
  readonly #slots: () => readonly (R | undefined)[];
  readonly #make: (row: R) => string;
  readonly #blocks: TextBlock<R>[] = [];

  constructor(slots: () => readonly (R | undefined)[], make: (row: R) => string) {
    this.#slots = slots;
    this.#make = make;
  }

  of(row: R, slot: number): string {
    return this.#blockOf(row, slot)?.textAt(slot % blockSize) ?? this.#make(row);
  }

  /** A test whether a row's text contains another; quick for many rows of one block after the other. */
  containing(wanted: string): (row: R, slot: number) => boolean {
    let start = 0;
    let rows: TextBlock<R>['rows'] = [];
    let found: Uint8Array = new Uint8Array();
    return (row, slot) => {
      if (rows[slot - start] !== row) {
        const block = this.#blockOf(row, slot);
        if (block === undefined) return this.#make(row).includes(wanted);
        start = slot - (slot % blockSize);
        ({ rows } = block);
        found = block.whereIs(wanted);
      }
      return found[slot - start] === 1;
    };
  }

  /** Makes the texts of some slots, so that the first query need not. */
  makeAhead(from: number, to: number): void {
    const slots = this.#slots();
    for (let slot = from; slot < Math.min(to, slots.length); slot += 1) {
      const row = slots[slot];
      if (row !== undefined) this.#blockOf(row, slot);
    }
  }

  /** The block that holds the row, or undefined for a row that its table no longer holds. */
  #blockOf(row: R, slot: number): TextBlock<R> | undefined {
    const index = Math.floor(slot / blockSize);
    const at = slot % blockSize;
    let block = this.#blocks[index];
    if (block?.rows[at] === row) return block;
    const rows = this.#slots().slice(index * blockSize, (index + 1) * blockSize);
    if (rows[at] !== row) return undefined;
    block = TextBlock.of(rows, this.#make, block);
    this.#blocks[index] = block;
    return block;
  }
}
