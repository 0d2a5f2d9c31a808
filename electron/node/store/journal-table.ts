import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { z } from 'zod';
import { appError, type AppError } from '#contract/errors.ts';
import {
  isOpen,
  type Operation,
  operationSchema,
  type OperationState,
  type Run,
  runSchema,
  unfinishedStates,
} from '#contract/operation.ts';
import type { Result } from '#contract/result.ts';
import type { OperationJournal, OperationQuery, StoredRun } from '#core/ports/journal.ts';
import { numberOf } from './schema.ts';

/** Does one thing in a transaction; `durable`: on the disk, not only with the kernel, when it answers. */
export type Transact = (work: () => void, options: { readonly durable: boolean }) => Result<null>;
export type Attempt = <T>(work: () => T) => Result<T>;

export type JournalOptions = {
  readonly transact: Transact;
  readonly attempt: Attempt;
  /** Operations kept; whole runs go, oldest first, unless something in them is open. */
  readonly limit: number;
  readonly notices: AppError[];
};

/** The tables `run` and `operation`: each row's JSON beside the columns that it is searched by. */
export class JournalTable implements OperationJournal {
  readonly #db: DatabaseSync;
  readonly #options: JournalOptions;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #queries = new Map<string, StatementSync>();

  constructor(db: DatabaseSync, options: JournalOptions) {
    this.#db = db;
    this.#options = options;
    this.#statements = prepare(db);
  }

  get notices(): readonly AppError[] {
    return this.#options.notices;
  }

  begin(run: StoredRun, operations: readonly Operation[], retried: readonly Operation[] = []): Result<null> {
    const work = () => {
      this.#statements.insertRun.run(run.seq, run.id, JSON.stringify(run));
      for (const operation of operations) this.#statements.insert.run(...toRow(operation));
      for (const operation of retried) this.#replace(operation);
      this.#statements.setLastSeq.run('last-run-seq', run.seq);
      this.#statements.setLastSeq.run('last-operation-seq', operations.at(-1)?.seq ?? 0);
      this.#prune();
    };
    return this.#options.transact(work, { durable: true });
  }

  sending(operation: Operation): Result<null> {
    return this.#options.transact(() => this.#replace(operation), { durable: true });
  }

  write(operations: readonly Operation[]): Result<null> {
    const work = () => {
      for (const operation of operations) this.#replace(operation);
    };
    return this.#options.transact(work, { durable: false });
  }

  writeRun(run: StoredRun): Result<null> {
    const work = () => void this.#statements.replaceRun.run(JSON.stringify(run), run.id);
    return this.#options.transact(work, { durable: false });
  }

  run(id: string): Result<Run | null> {
    return this.#options.attempt(() => {
      const row = this.#statements.run.get(id);
      return row === undefined ? null : this.#toRun(row);
    });
  }

  runs({ limit, beforeSeq }: Parameters<OperationJournal['runs']>[0]): Result<readonly Run[]> {
    return this.#options.attempt(() =>
      this.#statements.runs
        .all(beforeSeq ?? Number.MAX_SAFE_INTEGER, limit)
        .map((row) => this.#toRun(row))
        .filter((run) => run !== null),
    );
  }

  operation(id: string): Result<Operation | null> {
    return this.#options.attempt(() => {
      const row = this.#statements.operation.get(id);
      return row === undefined ? null : toOperation(row);
    });
  }

  operations(query: OperationQuery): Result<readonly Operation[]> {
    const conditions: [string, SQLInputValue][] = [];
    if (query.runId !== undefined) conditions.push(['run = ?', query.runId]);
    if (query.datacenterId !== undefined) conditions.push(['datacenter = ?', query.datacenterId]);
    if (query.instanceId !== undefined) conditions.push(['instance = ?', query.instanceId]);
    if (query.beforeSeq !== undefined) conditions.push(['seq < ?', query.beforeSeq]);
    const where = conditions.map(([condition]) => condition);
    if (query.unfinished === true) where.push(`state IN (${unfinishedList})`);
    return this.#options.attempt(() =>
      this.#query(where)
        .all(...conditions.map(([, value]) => value), query.limit)
        .map(toOperation)
        .filter((operation) => operation !== null),
    );
  }

  open(): Result<readonly Operation[]> {
    return this.#options.attempt(() => {
      const rows = this.#statements.open.all();
      const operations = rows.map(toOperation).filter((operation) => operation !== null);
      const unreadable = rows.length - operations.length;
      if (unreadable > 0)
        this.#options.notices.push(
          appError('store/corrupt', 'open operations in the journal could not be read', {
            operations: unreadable,
          }),
        );
      return operations;
    });
  }

  lastSeqs(): { readonly run: number; readonly operation: number } {
    const of = (name: string) => Number(this.#statements.lastSeq.get(name)?.['value'] ?? 0);
    const read = this.#options.attempt(() => ({
      run: of('last-run-seq'),
      operation: of('last-operation-seq'),
    }));
    // Without an answer nothing can be begun either, so no number is given twice.
    return read.ok ? read.value : { run: 0, operation: 0 };
  }

  #replace(operation: Operation): void {
    const { id, instanceId, state, body, isOpen } = columnsOf(operation);
    this.#statements.replace.run(instanceId, state, isOpen, body, id);
  }

  #prune(): void {
    let excess = numberOf(this.#db, 'SELECT count(*) FROM operation') - this.#options.limit;
    for (const row of excess > 0 ? this.#statements.ended.all() : []) {
      if (excess <= 0) return;
      const id = String(row['id']);
      excess -= Number(this.#statements.dropOperations.run(id).changes);
      this.#statements.dropRun.run(id);
    }
  }

  #toRun(row: Row): Run | null {
    const counts: Partial<Record<OperationState, number>> = {};
    let retriable = 0;
    for (const counted of this.#statements.counts.all(String(row['id']))) {
      counts[counted['state'] as OperationState] = Number(counted['count']); // as `toRow` wrote it
      retriable += Number(counted['retriable']);
    }
    return parsed(runSchema, row['body'], { counts, retriable });
  }

  #query(where: readonly string[]): StatementSync {
    const clause = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
    const known = this.#queries.get(clause);
    if (known !== undefined) return known;
    const statement = this.#db.prepare(`SELECT body FROM operation ${clause} ORDER BY seq DESC LIMIT ?`);
    this.#queries.set(clause, statement);
    return statement;
  }
}

type Row = Record<string, SQLOutputValue>;

const unfinishedList = unfinishedStates.map((state) => `'${state}'`).join(', ');

/** What `canRetry` says; of a row that is not JSON nothing, since to ask for a part of it would fail all the others. */
const canRetryInSql = `
  CASE WHEN state IN ('failed', 'refused') AND json_valid(body) THEN
    body ->> '$.retriedBy' IS NULL
    AND (state = 'failed' OR body ->> '$.error.code' IS NOT 'operation/cancelled')
  END`;

const columnsOf = (operation: Operation) => ({
  id: operation.id,
  instanceId: operation.instanceId,
  state: operation.state,
  isOpen: isOpen(operation) ? 1 : 0,
  body: JSON.stringify(operation),
});

function toRow(operation: Operation): SQLInputValue[] {
  const { id, instanceId, state, isOpen: open, body } = columnsOf(operation);
  return [operation.seq, id, operation.runId, operation.datacenterId, instanceId, state, open, body];
}

const toOperation = (row: Row): Operation | null => parsed(operationSchema, row['body']);

/** Null for what today's schema does not understand: an earlier Nori's, or a damaged one. */
function parsed<S extends z.ZodType>(schema: S, body: unknown, more: object = {}): z.output<S> | null {
  try {
    const result = schema.safeParse({ ...(JSON.parse(String(body)) as object), ...more }); // checked by the schema
    return result.success ? result.data : null;
  } catch {
    return null; // not JSON: as good as not there
  }
}

function prepare(db: DatabaseSync) {
  return {
    insertRun: db.prepare('INSERT INTO run (seq, id, body) VALUES (?, ?, ?)'),
    insert: db.prepare(`
      INSERT INTO operation (seq, id, run, datacenter, instance, state, is_open, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
    replace: db.prepare('UPDATE operation SET instance = ?, state = ?, is_open = ?, body = ? WHERE id = ?'),
    replaceRun: db.prepare('UPDATE run SET body = ? WHERE id = ?'),
    run: db.prepare('SELECT id, body FROM run WHERE id = ?'),
    runs: db.prepare('SELECT id, body FROM run WHERE seq < ? ORDER BY seq DESC LIMIT ?'),
    counts: db.prepare(`
      SELECT state, count(*) AS count, count(*) FILTER (WHERE ${canRetryInSql}) AS retriable
      FROM operation WHERE run = ? GROUP BY state`),
    operation: db.prepare('SELECT body FROM operation WHERE id = ?'),
    open: db.prepare('SELECT body FROM operation WHERE is_open = 1 ORDER BY seq'),
    ended: db.prepare(`
      SELECT id FROM run
      WHERE NOT EXISTS (SELECT 1 FROM operation WHERE operation.run = run.id AND is_open = 1)
      ORDER BY seq`),
    dropOperations: db.prepare('DELETE FROM operation WHERE run = ?'),
    dropRun: db.prepare('DELETE FROM run WHERE id = ?'),
    setLastSeq: db.prepare('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)'),
    lastSeq: db.prepare('SELECT value FROM meta WHERE name = ?'),
  };
}
