import type { AppError } from '#contract/errors.ts';
import type { InstanceId } from '#contract/ids.ts';
import { recordKey } from '#contract/ids.ts';
import { isOpen, isUnfinished, mostIntents, type Operation, type Run } from '#contract/operation.ts';
import { ok, type Result } from '#contract/result.ts';
import type { OperationJournal, OperationQuery, StoredRun } from '../ports/journal.ts';
import { hostnameKey } from './check-launch.ts';
import type { Claims } from './check-intents.ts';
import { advance, type LifecycleEvent } from './lifecycle.ts';

export type LedgerPorts = {
  readonly journal: OperationJournal;
  /** Told of every operation that changed, as it now is. */
  readonly changed: (operations: readonly Operation[]) => void;
  /** The journal began to fail (its error) or works again (null). */
  readonly failureChanged: (failure: AppError | null) => void;
};

/**
 * The operations whose outcome is open, in memory, and the journal of all. An outcome that the journal can't take
 * is kept and written later: until then, a crash leaves what the journal has, which is older and never a lie.
 */
export class Ledger {
  readonly #ports: LedgerPorts;
  readonly #open = new Map<string, Operation>();
  readonly #unwritten = new Map<string, Operation>();
  #failure: AppError | null = null;

  constructor(ports: LedgerPorts) {
    this.#ports = ports;
  }

  /** Takes up what an earlier run of Nori left open. */
  restore(at: number): Result<readonly Operation[]> {
    const open = this.#ports.journal.open();
    if (!open.ok) return open;
    for (const operation of open.value) this.#open.set(operation.id, operation);
    this.applyAll(open.value.map(({ id }) => ({ id, event: { kind: 'restarted', at } })));
    return ok(this.open);
  }

  /** Operations that something may still become of, oldest first. */
  get open(): readonly Operation[] {
    return [...this.#open.values()];
  }

  openOperation(id: string): Operation | null {
    return this.#open.get(id) ?? null;
  }

  /** Begins a run. `retried` are operations that it tries again, as they now are. */
  begin(run: StoredRun, operations: readonly Operation[], retried: readonly Operation[]): Result<null> {
    const begun = this.#ports.journal.begin(run, operations, retried);
    if (!begun.ok) return begun;
    for (const { id } of retried) this.#unwritten.delete(id);
    for (const operation of operations) if (isOpen(operation)) this.#open.set(operation.id, operation);
    this.#ports.changed([...retried, ...operations]);
    return begun;
  }

  /** Nothing may be sent unless this answers ok. */
  sending(id: string, event: LifecycleEvent & { readonly kind: 'sending' }): Result<Operation | null> {
    const before = this.#open.get(id);
    if (before?.state !== 'queued') return ok(null);
    const sending = advance(before, event);
    const noted = this.#ports.journal.sending(sending);
    if (!noted.ok) return noted;
    this.#open.set(id, sending);
    this.#ports.changed([sending]);
    return ok(sending);
  }

  apply(id: string, event: LifecycleEvent): Operation | null {
    this.applyAll([{ id, event }]);
    return this.#open.get(id) ?? null;
  }

  /** Applies events to open operations and journals them together. */
  applyAll(events: readonly { readonly id: string; readonly event: LifecycleEvent }[]): void {
    const changed = new Map<string, Operation>();
    for (const { id, event } of events) {
      const before = this.#open.get(id);
      if (before === undefined) continue;
      const after = advance(before, event);
      if (after === before) continue;
      changed.set(id, after);
      if (isOpen(after)) this.#open.set(id, after);
      else this.#open.delete(id);
    }
    this.#write([...changed.values()]);
  }

  /** Takes an operation up again that was given up: a person has said what became of it. */
  reopen(operation: Operation): void {
    this.#open.set(operation.id, operation);
  }

  /** What of a run was to be tried again by these operations, and is not after all, can be another time. */
  letGo(runId: string, cancelled: ReadonlySet<string>): void {
    const retried = this.operations({ runId, limit: mostIntents });
    if (!retried.ok) return;
    const freed = retried.value.filter(({ retriedBy }) => retriedBy !== null && cancelled.has(retriedBy));
    this.#write(freed.map((operation) => ({ ...operation, retriedBy: null })));
  }

  /** Whether the journal has yet to take something. */
  get isBehind(): boolean {
    return this.#unwritten.size > 0;
  }

  /** Writes what the journal would not take before. */
  retry(): void {
    if (this.#unwritten.size > 0) this.#write([]);
  }

  writeRun(run: StoredRun): Result<null> {
    return this.#ports.journal.writeRun(run);
  }

  run(id: string): Result<Run | null> {
    return this.#ports.journal.run(id);
  }

  runs(query: Parameters<OperationJournal['runs']>[0]): Result<readonly Run[]> {
    return this.#ports.journal.runs(query);
  }

  operation(id: string): Result<Operation | null> {
    const known = this.#known(id);
    return known === null ? this.#ports.journal.operation(id) : ok(known);
  }

  operations(query: OperationQuery): Result<readonly Operation[]> {
    const read = this.#ports.journal.operations(query);
    if (!read.ok) return read;
    return ok(read.value.map((operation) => this.#known(operation.id) ?? operation));
  }

  /** Instances and names that open operations hold on to, but for one of them. */
  claims(exceptId: string | null = null): Claims {
    const targets = new Set<string>();
    const hostnames = new Set<string>();
    for (const operation of this.#open.values()) {
      if (operation.id === exceptId) continue;
      const { intent, datacenterId } = operation;
      if (intent.action !== 'launch') {
        if (isUnfinished(operation)) targets.add(recordKey(datacenterId, intent.instanceId));
      } else if (intent.parameters.hostname !== null)
        hostnames.add(hostnameKey(datacenterId, intent.account, intent.parameters.hostname));
    }
    return { targets, hostnames };
  }

  lastSeqs(): { readonly run: number; readonly operation: number } {
    return this.#ports.journal.lastSeqs();
  }

  /** The instances that launches are known to have made, of those the journal keeps. */
  isClaimed(datacenterId: Operation['datacenterId'], instanceId: InstanceId): boolean {
    const isMaker = (operation: Operation) =>
      operation.intent.action === 'launch' &&
      operation.datacenterId === datacenterId &&
      operation.instanceId === instanceId;
    if ([...this.#open.values(), ...this.#unwritten.values()].some(isMaker)) return true;
    const made = this.#ports.journal.operations({ datacenterId, instanceId, limit: 1000 });
    // A journal that can't be read claims everything: nothing is guessed without it.
    return !made.ok || made.value.some(isMaker);
  }

  #known(id: string): Operation | null {
    return this.#open.get(id) ?? this.#unwritten.get(id) ?? null;
  }

  #write(changed: readonly Operation[]): void {
    for (const operation of changed) this.#unwritten.set(operation.id, operation);
    if (this.#unwritten.size === 0) return;
    const written = this.#ports.journal.write([...this.#unwritten.values()]);
    if (written.ok) this.#unwritten.clear();
    this.#noteFailure(written.ok ? null : written.error);
    if (changed.length > 0) this.#ports.changed(changed);
  }

  #noteFailure(failure: AppError | null): void {
    const isNews = (failure === null) !== (this.#failure === null);
    this.#failure = failure;
    if (isNews) this.#ports.failureChanged(failure);
  }
}
