import { foldText } from '#contract/query/compile.ts';
import { type RowFacts, textOfFacts } from '#contract/query/instance-fields.ts';
import { SharedFacts } from './shared-facts.ts';
import { type RowText, TextBlock } from './text-block.ts';

/** Rows whose texts are kept together: a changed row costs a copy of its neighbours' texts. */
const blockSize = 128;

/**
 * Remembers the facts of each row of a table as folded texts, by the rows' slots: they are made when they or a
 * neighbour's are first asked for, and again when their slot holds another row.
 */
export class RowTexts<R> {
  readonly #slots: () => readonly (R | undefined)[];
  readonly #factsOf: (row: R) => RowFacts;
  readonly #shared = new SharedFacts(foldText);
  readonly #blocks: TextBlock<R>[] = [];

  constructor(slots: () => readonly (R | undefined)[], factsOf: (row: R) => RowFacts) {
    this.#slots = slots;
    this.#factsOf = factsOf;
  }

  /** All facts of a row, folded, one a line. */
  of(row: R, slot: number): string {
    const text = this.#blockOf(row, slot)?.textAt(slot % blockSize);
    if (text === undefined) return this.#textOf(row);
    return [text.own, ...Array.from(text.shared, (number) => this.#shared.at(number))].join('\n');
  }

  /** A test whether one of a row's facts contains a folded text; quick for many rows of one block after the other. */
  containing(wanted: string): (row: R, slot: number) => boolean {
    let start = 0;
    let rows: TextBlock<R>['rows'] = [];
    let found: Uint8Array = new Uint8Array();
    const shared = this.#shared.search(wanted);
    return (row, slot) => {
      if (rows[slot - start] !== row) {
        const block = this.#blockOf(row, slot);
        if (block === undefined) return this.#textOf(row).includes(wanted);
        start = slot - (slot % blockSize);
        ({ rows } = block);
        found = block.whereIs(wanted, shared());
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

  readonly #make = (row: R): RowText => {
    const { own, shared } = this.#factsOf(row);
    return { own: foldText(own.join('\n')), shared: shared.map((fact) => this.#shared.numberOf(fact)) };
  };

  #textOf(row: R): string {
    return foldText(textOfFacts(this.#factsOf(row)));
  }
}
