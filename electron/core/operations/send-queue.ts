import type { DatacenterId } from '#contract/ids.ts';

/** What a queue holds of an operation. */
export type Queued = {
  readonly operationId: string;
  readonly runId: string;
  readonly datacenterId: DatacenterId;
  /** Most of its run under way in its datacenter. */
  readonly concurrency: number;
};

/** Operations of one datacenter under way at a time, of all runs: dcmgr has a handful of workers. */
const mostUnderWay = 4;

type Row = { readonly waiting: Queued[]; underWay: number };
type Lane = { readonly rows: Map<string, Row>; underWay: number };

/**
 * Who is sent next. Each datacenter has a lane of its own, so one that hangs holds up nobody else. In a lane, runs
 * take turns, so that one stop need not wait behind two hundred launches; within a run the order is kept.
 */
export class SendQueue {
  readonly #lanes = new Map<DatacenterId, Lane>();
  readonly #send: (operationId: string) => Promise<void>;

  /** `send` must not reject. */
  constructor(send: (operationId: string) => Promise<void>) {
    this.#send = send;
  }

  add(items: readonly Queued[]): void {
    for (const item of items) {
      const lane = this.#lanes.get(item.datacenterId) ?? { rows: new Map<string, Row>(), underWay: 0 };
      this.#lanes.set(item.datacenterId, lane);
      const row = lane.rows.get(item.runId) ?? { waiting: [], underWay: 0 };
      lane.rows.set(item.runId, row);
      row.waiting.push(item);
    }
    for (const lane of this.#lanes.values()) this.#fill(lane);
  }

  /** Takes what is not under way of a run out; answers the ids. */
  remove(runId: string): readonly string[] {
    return [...this.#lanes.values()].flatMap((lane) => {
      const waiting = lane.rows.get(runId)?.waiting.splice(0) ?? [];
      return waiting.map(({ operationId }) => operationId);
    });
  }

  /** Nothing is begun any more. */
  clear(): void {
    for (const lane of this.#lanes.values()) for (const row of lane.rows.values()) row.waiting.length = 0;
  }

  #fill(lane: Lane): void {
    while (lane.underWay < mostUnderWay) {
      const next = takeNext(lane);
      if (next === null) return;
      void this.#run(lane, next.row, next.item);
    }
  }

  async #run(lane: Lane, row: Row, item: Queued): Promise<void> {
    lane.underWay += 1;
    row.underWay += 1;
    await this.#send(item.operationId);
    lane.underWay -= 1;
    row.underWay -= 1;
    if (row.waiting.length === 0 && row.underWay === 0) lane.rows.delete(item.runId);
    this.#fill(lane);
  }
}

/** The first run in turn that may begin one more; it goes to the end of the row of runs. */
function takeNext(lane: Lane): { readonly row: Row; readonly item: Queued } | null {
  for (const [runId, row] of lane.rows) {
    const [item] = row.waiting;
    if (item === undefined || row.underWay >= item.concurrency) continue;
    row.waiting.shift();
    lane.rows.delete(runId);
    lane.rows.set(runId, row);
    return { row, item };
  }
  return null;
}
