import type { AppError } from '#contract/errors.ts';
import { instanceIdSchema } from '#contract/ids.ts';
import type { PollContext } from './poll-context.ts';
import { isBare500 } from './reachability.ts';
import { hiddenSlowdown } from './schedule.ts';
import { type Spot, spotlightGapMs } from './spotlight.ts';
import type { Waker } from './waker.ts';

/** Records followed at once; the most wanted come first. */
const mostSpots = 120;
/** The head of what pages want is what they have open. */
const urgentSpots = 5;
/** A record that could not be shown is left alone for this long. */
const failedSpotMs = 30_000;
const idleMs = 3_000;

/** Re-reads what people look at, record by record, beside the sweeps and never behind them. One at a time. */
export class SpotlightLane {
  readonly #context: PollContext;
  readonly #waker: Waker;
  #nextAt = 0;

  constructor(context: PollContext, waker: Waker) {
    this.#context = context;
    this.#waker = waker;
  }

  /** One show, or one sleep until something is due. */
  async turn(): Promise<void> {
    const { dependencies, reachability, rotation } = this.#context;
    if (!reachability.isOpen || !dependencies.hasNetwork()) return this.#waker.sleep(idleMs);
    const now = dependencies.clock.elapsed();
    if (now < this.#nextAt) return this.#waker.sleep(this.#nextAt - now);
    const { hidden } = dependencies.attention();
    const spots = this.#spots();
    rotation.keep(spots);
    const next = rotation.next(spots, now);
    if ('waitMs' in next) return this.#waker.sleep(Math.max(1, Math.min(idleMs, next.waitMs)));
    const slowdown = hidden ? hiddenSlowdown : 1;
    this.#nextAt = now + spotlightGapMs(this.#context.meter.showCostMs) * slowdown;
    rotation.noteRead(next.spot, now + (hidden ? idleMs * (hiddenSlowdown - 1) : 0));
    await this.#show(next.spot);
  }

  #spots(): readonly Spot[] {
    const { attention, inventory } = this.#context.dependencies;
    const spots = new Map<string, Spot>();
    attention()
      .spotlight.slice(0, mostSpots)
      .forEach(({ kind, id }, index) => {
        const account = inventory.accountFor(kind, id);
        if (account !== null)
          spots.set(`${kind} ${id}`, { kind, id, account, isUrgent: index < urgentSpots });
      });
    for (const { id, account } of inventory.inTransition().slice(0, mostSpots)) {
      spots.set(`instances ${id}`, { kind: 'instances', id, account, isUrgent: true });
    }
    return [...spots.values()];
  }

  async #show(spot: Spot): Promise<void> {
    const { asking, dependencies, changed } = this.#context;
    const { kind, account, id } = spot;
    const { result, askedAt } = await asking.show(kind, account, id);
    if (result.ok) {
      const records = [result.value.record];
      dependencies.inventory.observe({ kind, listedBy: null, at: askedAt, records, baseline: false });
    } else this.#failed(spot, result.error.error);
    changed();
  }

  /** A sweep settles what a failed show means; it comes sooner where the record seems to have left. */
  #failed({ kind, id, account }: Spot, error: AppError): void {
    const { dependencies, rotation, lists } = this.#context;
    rotation.noteRead({ kind, id }, dependencies.clock.elapsed() + failedSpotMs);
    if (kind === 'instances' && isBare500(error)) dependencies.unshown(instanceIdSchema.parse(id));
    if (error.code !== 'dcmgr/unknown-uuid-resource') return;
    lists.find((list) => list.kind === kind && list.account === account)?.hurry();
  }
}
