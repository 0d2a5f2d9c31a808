import type { MethodArgument } from '#contract/api.ts';
import { type AppError, appError } from '#contract/errors.ts';
import type { DatacenterId, InstanceId } from '#contract/ids.ts';
import {
  canRetry,
  type Intent,
  type IntentCheck,
  type Operation,
  type Run,
  userDataOf,
} from '#contract/operation.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { DecodedRecord } from '../dcmgr/client.ts';
import type { DcmgrWriter } from '../dcmgr/writer.ts';
import type { InventoryBatch } from '../inventory/inventory-batch.ts';
import type { Clock } from '../ports/clock.ts';
import type { OperationJournal, OperationQuery } from '../ports/journal.ts';
import type { Logger } from '../ports/logger.ts';
import { checkIntents } from './check-intents.ts';
import { draftRun, type Wanted, wantedAgain } from './draft-run.ts';
import { InstanceWatch, withoutDatacenter } from './instance-watch.ts';
import type { Knowledge } from './knowledge.ts';
import { Ledger } from './ledger.ts';
import type { LifecycleEvent } from './lifecycle.ts';
import { LostLaunches } from './lost-launches.ts';
import { resolution } from './resolution.ts';
import { SendQueue } from './send-queue.ts';
import { Sender } from './sender.ts';
import type { OperationTimings } from './timings.ts';
import { UserData } from './user-data.ts';

export type OperationsPorts = {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly journal: OperationJournal;
  readonly newId: () => string;
  readonly knowledge: Knowledge;
  readonly timings: OperationTimings;
  /** Null for a datacenter that is not running. */
  readonly writer: (id: DatacenterId) => DcmgrWriter | null;
  /** Reads the instances of a datacenter as soon as may be. */
  readonly refresh: (id: DatacenterId) => void;
  /** Told of every operation that changed. */
  readonly changed: (operations: readonly Operation[]) => void;
  readonly failureChanged: (failure: AppError | null) => void;
};

export type StartOptions = Pick<Run, 'overrideWarnings' | 'concurrency'>;

/** Runs and their operations: checked, journaled, sent, and watched to their end. See README.md for the promises. */
export class Operations {
  readonly #ports: OperationsPorts;
  readonly #ledger: Ledger;
  readonly #userData = new UserData();
  readonly #sender: Sender;
  readonly #queue: SendQueue;
  readonly #watch: InstanceWatch;
  readonly #lost: LostLaunches;
  #cancelTick: (() => void) | null = null;
  #isClosed = false;

  constructor(ports: OperationsPorts) {
    this.#ports = ports;
    this.#ledger = new Ledger({ ...ports, changed: (operations) => this.#changed(operations) });
    const shared = { ...ports, ledger: this.#ledger };
    this.#watch = new InstanceWatch(shared);
    this.#lost = new LostLaunches({
      ...shared,
      userData: this.#userData,
      identified: (operation) => {
        this.#watch.follow(operation);
      },
    });
    this.#sender = new Sender({
      ...shared,
      userData: this.#userData,
      sending: (operation) => {
        this.#lost.sending(operation);
      },
      answered: (operation, record) => {
        this.#answered(operation, record);
      },
      sent: (operation) => {
        this.#lost.sent(operation);
      },
    });
    this.#queue = new SendQueue((id) => this.#sender.send(id));
  }

  /**
   * Takes up what was left open: what was being sent is `unknown` now and looked after, what was queued is refused,
   * what was watched is watched on. The inventory must have been restored.
   */
  restore(): Result<null> {
    const { clock, knowledge } = this.#ports;
    const now = clock.now();
    const restored = this.#ledger.restore(now);
    if (!restored.ok) return restored;
    for (const operation of restored.value) {
      const timeoutMs = knowledge.profile(operation.datacenterId)?.polling.requestTimeoutMs ?? 0;
      this.#lookAfter(operation, Math.min(now, (operation.sentAt ?? now) + timeoutMs));
    }
    return ok(null);
  }

  check(intents: readonly Intent[]): readonly IntentCheck[] {
    const checks = checkIntents(this.#ports.knowledge, intents, this.#ledger.claims());
    return checks.map(({ refusal, warnings, request, account }) => ({ refusal, warnings, request, account }));
  }

  start(intents: readonly Intent[], options: StartOptions): Result<Run> {
    return this.#start(
      intents.map((intent) => ({ intent, refusal: null, retries: null })),
      options,
      null,
    );
  }

  cancel(runId: string): Result<Run> {
    const run = this.#run(runId);
    if (!run.ok) return run;
    const at = this.#ports.clock.now();
    const error = appError('operation/cancelled', 'cancelled before it was sent');
    const noted = this.#ledger.writeRun({ ...run.value, cancelledAt: run.value.cancelledAt ?? at });
    if (!noted.ok) return noted;
    const waiting = this.#queue.remove(runId);
    this.#ledger.applyAll(waiting.map((id) => ({ id, event: { kind: 'refused', at, error } })));
    if (run.value.retryOf !== null) this.#ledger.letGo(run.value.retryOf, new Set(waiting));
    return this.#run(runId);
  }

  /** Tries again what of a run can be, or only these of its operations, as one run. */
  retryFailed(
    runId: string,
    { operationIds, overrideWarnings }: Omit<MethodArgument<'runs.retryFailed'>, 'runId'>,
  ): Result<Run> {
    const run = this.#run(runId);
    if (!run.ok) return run;
    const operations = this.#ledger.operations({ runId, limit: run.value.total });
    if (!operations.ok) return operations;
    const again = operations.value
      .filter((operation) => canRetry(operation) && operationIds?.includes(operation.id) !== false)
      .toReversed();
    if (again.length === 0) return err(appError('operation/nothing-to-retry', 'nothing failed', { runId }));
    return this.#start(
      again.map((operation) => wantedAgain(operation, this.#userData)),
      { ...run.value, overrideWarnings: overrideWarnings ?? run.value.overrideWarnings },
      runId,
    );
  }

  runs(query: { readonly limit: number; readonly beforeSeq?: number | undefined }): Result<readonly Run[]> {
    return this.#ledger.runs(query);
  }

  run(id: string): Result<Run | null> {
    return this.#ledger.run(id);
  }

  list(query: OperationQuery): Result<readonly Operation[]> {
    return this.#ledger.operations(query);
  }

  /** Takes a person's word for what a launch of unknown outcome made. */
  resolve(operationId: string, instanceId: InstanceId | null): Result<Operation> {
    const found = this.#ledger.operation(operationId);
    if (!found.ok) return found;
    const operation = found.value;
    if (operation === null) return err(appError('operation/not-found', 'no such operation', { operationId }));
    const known = { knowledge: this.#ports.knowledge, ledger: this.#ledger };
    const event = resolution(known, operation, { instanceId, at: this.#ports.clock.now() });
    if (!event.ok) return event;
    this.#ledger.reopen(operation);
    const after = this.#ledger.apply(operationId, event.value);
    this.#lost.forget(operationId);
    if (after !== null) this.#watch.follow(after);
    this.#lost.match(operation.datacenterId);
    const resolved = this.#ledger.operation(operationId);
    return resolved.ok ? ok(resolved.value ?? operation) : resolved;
  }

  /** dcmgr failed to render an instance that was asked for by its id. */
  unshown(datacenterId: DatacenterId, instanceId: InstanceId): void {
    if (!this.#isClosed) this.#watch.unshown(datacenterId, instanceId);
  }

  /** Something of the inventory was read. */
  published(batch: InventoryBatch): void {
    if (this.#isClosed || batch.kind !== 'instances') return;
    this.#watch.published(batch);
    if (batch.lists.length > 0 || batch.upserts.length > 0) this.#lost.match(batch.datacenterId);
  }

  /** Instances of a datacenter that operations wait for: the spotlight should be on them. */
  instances(datacenterId: DatacenterId): readonly InstanceId[] {
    return this.#watch.instances(datacenterId);
  }

  /** A datacenter is no longer ours, or another one now: what was asked of it is no longer looked after. */
  abandon(datacenterId: DatacenterId): void {
    const at = this.#ports.clock.now();
    const error = withoutDatacenter(datacenterId);
    const mine = this.#ledger.open.filter((operation) => operation.datacenterId === datacenterId);
    const ends: readonly LifecycleEvent[] = [
      { kind: 'refused', at, error },
      { kind: 'lost', at, answer: null, error },
      { kind: 'gaveUp', at, error },
    ];
    for (const event of ends) this.#ledger.applyAll(mine.map(({ id }) => ({ id, event })));
    for (const { id } of mine) this.#lost.forget(id);
    this.#watch.look();
  }

  /** Sends and watches no more. What is under way stays in the journal as it is. */
  close(): void {
    this.#isClosed = true;
    this.#queue.clear();
    this.#sender.close();
    this.#cancelTick?.();
    this.#cancelTick = null;
  }

  #start(wanted: readonly Wanted[], options: StartOptions, retryOf: string | null): Result<Run> {
    const { clock, newId, knowledge } = this.#ports;
    const intents = wanted.map(({ intent }) => intent);
    const checks = checkIntents(knowledge, intents, this.#ledger.claims());
    const { run, operations, retried } = draftRun(wanted, checks, {
      ...options,
      now: clock.now(),
      newId,
      retryOf,
      lastSeqs: this.#ledger.lastSeqs(),
    });
    operations.forEach(({ id }, at) => {
      const intent = intents[at];
      if (intent !== undefined) this.#userData.keep(id, userDataOf(intent));
    });
    const begun = this.#ledger.begin(run, operations, retried);
    if (!begun.ok) return begun;
    this.#tickLater();
    const { concurrency } = run;
    const queued = operations.filter(({ state }) => state === 'queued');
    this.#queue.add(
      queued.map(({ id, datacenterId }) => ({ operationId: id, runId: run.id, datacenterId, concurrency })),
    );
    return this.#run(run.id);
  }

  #run(id: string): Result<Run> {
    const run = this.#ledger.run(id);
    if (!run.ok) return run;
    return run.value === null ? err(appError('run/not-found', 'no such run', { runId: id })) : ok(run.value);
  }

  #answered(operation: Operation, record: DecodedRecord | null): void {
    const { inventory, profile } = this.#ports.knowledge;
    const { datacenterId, account, sentAt } = operation;
    // A new instance is shown at once: who sees it launched should not have to wait for a sweep to believe it.
    if (record !== null && sentAt !== null && profile(datacenterId) !== null)
      inventory.open(datacenterId).observe({
        kind: 'instances',
        listedBy: account,
        at: sentAt,
        records: [record],
        baseline: false,
      });
    this.#lookAfter(operation, this.#ports.clock.now());
  }

  #lookAfter(operation: Operation, lostAt: number): void {
    if (operation.instanceId !== null) this.#watch.follow(operation);
    else if (operation.state === 'unknown') this.#lost.add(operation, lostAt);
    this.#tickLater();
  }

  #changed(operations: readonly Operation[]): void {
    for (const { id, state } of operations) if (state === 'confirmed') this.#userData.forget(id);
    this.#ports.changed(operations);
  }

  #tickLater(): void {
    if (this.#isClosed) return;
    this.#cancelTick ??= this.#ports.clock.after(this.#ports.timings.lookMs, () => {
      this.#tick();
    });
  }

  #tick(): void {
    this.#cancelTick = null;
    this.#ledger.retry();
    this.#watch.look();
    this.#lost.tick();
    if (!this.#watch.isEmpty || !this.#lost.isEmpty || this.#ledger.isBehind) this.#tickLater();
  }
}
