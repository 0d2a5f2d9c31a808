import type { Operation, Run } from '#contract/operation.ts';
import type { Clock } from '../ports/clock.ts';
import { createPace } from './pace.ts';
import type { Sessions } from './sessions.ts';

/** Milliseconds over which changes are told together. */
const operationsMs = 250;
/** Most operations of one message. */
const mostOperations = 500;

export type OperationEventsPorts = {
  readonly sessions: Sessions;
  readonly clock: Clock;
  /** A run as it stands; null when it can't be read. */
  readonly run: (id: string) => Run | null;
  /** Called with each telling, whether any page listens or not. */
  readonly paced: () => void;
};

/** Tells the pages what became of operations and their runs, a few times a second at most. */
export class OperationEvents {
  readonly #ports: OperationEventsPorts;
  readonly #pace;
  #untold = new Map<string, Operation>();

  constructor(ports: OperationEventsPorts) {
    this.#ports = ports;
    this.#pace = createPace(ports.clock, operationsMs, () => {
      this.#tell();
    });
  }

  add(operations: readonly Operation[]): void {
    for (const operation of operations) this.#untold.set(operation.id, operation);
    this.#pace.ask();
  }

  close(): void {
    this.#pace.stop();
  }

  #tell(): void {
    const untold = [...this.#untold.values()];
    this.#untold = new Map();
    this.#ports.paced();
    const { sessions, run } = this.#ports;
    if (sessions.count === 0) return;
    for (let at = 0; at < untold.length; at += mostOperations)
      sessions.emit('operations.changed', untold.slice(at, at + mostOperations));
    const runs = [...new Set(untold.map(({ runId }) => runId))].map(run).filter((one) => one !== null);
    if (runs.length > 0) sessions.emit('runs.changed', runs);
  }
}
