import type { Random } from '../world/random.ts';
import { parseFault, type Fault, type FaultRequest } from './fault.ts';

type Entry = { readonly fault: FaultRequest; readonly id: number; hits: number };
type Hit = { readonly method: string; readonly target: string };

/** The faults that are set. Several may hit the same request. */
export class FaultList {
  readonly #random: Random;
  readonly #onChange: () => void;
  #entries: Entry[] = [];
  #lastId = 0;

  constructor(random: Random, onChange: () => void = () => undefined) {
    this.#random = random;
    this.#onChange = onChange;
  }

  /** Sets a fault; it stays until it has hit `count` times or is removed. */
  add(request: FaultRequest): Fault {
    const entry = { fault: parseFault(request), id: ++this.#lastId, hits: 0 };
    this.#entries.push(entry);
    this.#onChange();
    return show(entry);
  }

  list(): Fault[] {
    return this.#entries.map(show);
  }

  /** Whether there was such a fault. */
  remove(id: number): boolean {
    const before = this.#entries.length;
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
    this.#onChange();
    return this.#entries.length < before;
  }

  clear(): void {
    this.#entries = [];
    this.#onChange();
  }

  has(kind: Fault['kind']): boolean {
    return this.#entries.some(({ fault }) => fault.kind === kind);
  }

  /** The faults that hit this request, which counts as a hit of each. */
  take(request: Hit): FaultRequest[] {
    const hitting = this.#entries.filter(
      ({ fault }) => fault.kind !== 'refuse' && this.#hits(fault, request),
    );
    for (const entry of hitting) entry.hits++;
    this.#entries = this.#entries.filter(({ fault, hits }) => hits < (fault.count ?? Infinity));
    return hitting.map(({ fault }) => fault);
  }

  #hits(fault: FaultRequest, { method, target }: Hit): boolean {
    if (fault.method !== undefined && fault.method !== method) return false;
    if (fault.path !== undefined && !new RegExp(fault.path).test(target)) return false;
    return this.#random.chance(fault.probability ?? 1);
  }
}

const show = ({ fault, id, hits }: Entry): Fault => ({ ...fault, id, hits });
