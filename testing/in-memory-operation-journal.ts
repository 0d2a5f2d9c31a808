import type { AppError } from '#contract/errors.ts';
import {
  canRetry,
  isOpen,
  isUnfinished,
  type Operation,
  type OperationState,
  type Run,
} from '#contract/operation.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { OperationJournal, OperationQuery, StoredRun } from '#core/ports/journal.ts';

/** The journal without a disk. Set `failure` to make every `Result` call fail, as a full disk does. */
export class InMemoryOperationJournal implements OperationJournal {
  readonly notices: AppError[] = [];
  failure: AppError | null = null;
  readonly #limit: number;
  readonly #runs = new Map<string, StoredRun>();
  readonly #operations = new Map<string, Operation>();
  #lastSeqs = { run: 0, operation: 0 };

  constructor({ limit = 20_000 }: { readonly limit?: number } = {}) {
    this.#limit = limit;
  }

  begin(run: StoredRun, operations: readonly Operation[], retried: readonly Operation[] = []): Result<null> {
    return this.#unlessFailing(() => {
      this.#runs.set(run.id, run);
      for (const operation of [...operations, ...retried]) this.#operations.set(operation.id, operation);
      this.#lastSeqs = { run: run.seq, operation: operations.at(-1)?.seq ?? 0 };
      this.#prune();
      return null;
    });
  }

  sending(operation: Operation): Result<null> {
    return this.#replace([operation]);
  }

  write(operations: readonly Operation[]): Result<null> {
    return this.#replace(operations);
  }

  #replace(operations: readonly Operation[]): Result<null> {
    return this.#unlessFailing(() => {
      for (const operation of operations)
        if (this.#operations.has(operation.id)) this.#operations.set(operation.id, operation);
      return null;
    });
  }

  writeRun(run: StoredRun): Result<null> {
    return this.#unlessFailing(() => {
      if (this.#runs.has(run.id)) this.#runs.set(run.id, run);
      return null;
    });
  }

  run(id: string): Result<Run | null> {
    return this.#unlessFailing(() => {
      const run = this.#runs.get(id);
      return run === undefined ? null : this.#counted(run);
    });
  }

  runs({ limit, beforeSeq = Infinity }: Parameters<OperationJournal['runs']>[0]): Result<readonly Run[]> {
    return this.#unlessFailing(() =>
      newestFirst([...this.#runs.values()].filter(({ seq }) => seq < beforeSeq))
        .slice(0, limit)
        .map((run) => this.#counted(run)),
    );
  }

  operation(id: string): Result<Operation | null> {
    return this.#unlessFailing(() => this.#operations.get(id) ?? null);
  }

  operations(query: OperationQuery): Result<readonly Operation[]> {
    return this.#unlessFailing(() =>
      newestFirst([...this.#operations.values()].filter((operation) => answers(operation, query))).slice(
        0,
        query.limit,
      ),
    );
  }

  open(): Result<readonly Operation[]> {
    return this.#unlessFailing(() => newestFirst([...this.#operations.values()].filter(isOpen)).toReversed());
  }

  lastSeqs(): { readonly run: number; readonly operation: number } {
    return this.#lastSeqs;
  }

  #prune(): void {
    for (const run of [...this.#runs.values()].sort((a, b) => a.seq - b.seq)) {
      if (this.#operations.size <= this.#limit) return;
      const mine = this.#of(run);
      if (mine.some(isOpen)) continue;
      for (const { id } of mine) this.#operations.delete(id);
      this.#runs.delete(run.id);
    }
  }

  #of({ id }: StoredRun): readonly Operation[] {
    return [...this.#operations.values()].filter(({ runId }) => runId === id);
  }

  #counted(run: StoredRun): Run {
    const counts: Partial<Record<OperationState, number>> = {};
    for (const { state } of this.#of(run)) counts[state] = (counts[state] ?? 0) + 1;
    return { ...run, counts, retriable: this.#of(run).filter(canRetry).length };
  }

  #unlessFailing<T>(act: () => T): Result<T> {
    return this.failure === null ? ok(act()) : err(this.failure);
  }
}

const newestFirst = <T extends { readonly seq: number }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => b.seq - a.seq);

const answers = (operation: Operation, query: OperationQuery): boolean =>
  (query.runId === undefined || operation.runId === query.runId) &&
  (query.datacenterId === undefined || operation.datacenterId === query.datacenterId) &&
  (query.instanceId === undefined || operation.instanceId === query.instanceId) &&
  (query.unfinished !== true || isUnfinished(operation)) &&
  (query.beforeSeq === undefined || operation.seq < query.beforeSeq);
