type Task = { readonly due: number; readonly order: number; readonly run: () => void };

/** What is still to happen, earliest first; tasks due at the same time keep the order in which they were added. */
export class TaskQueue {
  readonly #heap: Task[] = [];
  #added = 0;

  get size(): number {
    return this.#heap.length;
  }

  add(due: number, run: () => void): void {
    this.#heap.push({ due, order: this.#added++, run });
    this.#raise(this.#heap.length - 1);
  }

  /** Takes the earliest task if it is due by then. */
  takeDue(now: number): Task | undefined {
    const first = this.#heap[0];
    if (first === undefined || first.due > now) return undefined;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return first;
  }

  #raise(from: number): void {
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.#earlier(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    for (let at = from; ;) {
      let earliest = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#heap.length && this.#earlier(child, earliest)) earliest = child;
      }
      if (earliest === at) return;
      this.#swap(at, earliest);
      at = earliest;
    }
  }

  #earlier(left: number, right: number): boolean {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return false;
    return a.due < b.due || (a.due === b.due && a.order < b.order);
  }

  #swap(left: number, right: number): void {
    const a = this.#heap[left];
    const b = this.#heap[right];
    if (a === undefined || b === undefined) return;
    this.#heap[left] = b;
    this.#heap[right] = a;
  }
}
