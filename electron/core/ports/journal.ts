import type { AppError } from '#contract/errors.ts';
import type { DatacenterId, InstanceId } from '#contract/ids.ts';
import type { Operation, Run } from '#contract/operation.ts';
import type { Result } from '#contract/result.ts';

/** A run less what is counted from its operations. */
export type StoredRun = Omit<Run, 'counts' | 'retriable'>;

/** Which operations to read, newest first. */
export type OperationQuery = {
  readonly runId?: string | undefined;
  readonly datacenterId?: DatacenterId | undefined;
  readonly instanceId?: InstanceId | undefined;
  /** Only those queued, being sent, or being watched. */
  readonly unfinished?: boolean | undefined;
  readonly beforeSeq?: number | undefined;
  readonly limit: number;
};

/**
 * What was asked of datacenters, what became of it, and what is still open. Calls are synchronous and short. What
 * was acknowledged survives `kill -9`; `begin` and `sending` survive a power cut too. Never holds user data. Only
 * the newest runs are kept, but none with an operation that is still open.
 */
export interface OperationJournal {
  /** Adds a run with its operations, and replaces those that it tries again: all of it, on the disk, or nothing. */
  begin(run: StoredRun, operations: readonly Operation[], retried?: readonly Operation[]): Result<null>;
  /** Notes that an operation is about to be sent. Nothing may be sent before this has answered. */
  sending(operation: Operation): Result<null>;
  /** Replaces operations by id, all or none. Those of a run that is no longer kept are ignored. */
  write(operations: readonly Operation[]): Result<null>;
  /** Replaces a run by id. */
  writeRun(run: StoredRun): Result<null>;
  /** Null for a run that is not kept. */
  run(id: string): Result<Run | null>;
  /** Newest first. */
  runs(query: { readonly limit: number; readonly beforeSeq?: number | undefined }): Result<readonly Run[]>;
  operation(id: string): Result<Operation | null>;
  operations(query: OperationQuery): Result<readonly Operation[]>;
  /** Every operation whose outcome is open: unfinished, or unknown and not given up. Oldest first. */
  open(): Result<readonly Operation[]>;
  /** The highest `seq` ever given to a run and to an operation, 0 at first: none is used twice. */
  lastSeqs(): { readonly run: number; readonly operation: number };
  /** What reading met and survived. */
  readonly notices: readonly AppError[];
}
