import type { Condition, DatacenterStatus } from '#contract/endpoint.ts';
import { type ResourceKind, resourceKinds } from '#contract/resource-kind.ts';
import { Asking } from './asking.ts';
import { EndpointMeter } from './endpoint-meter.ts';
import { PageSizes } from './page-sizes.ts';
import type { PollContext } from './poll-context.ts';
import { PolledList } from './polled-list.ts';
import type { DatacenterPoller, PollerDependencies } from './poller.ts';
import { Problems } from './problems.ts';
import { Reachability } from './reachability.ts';
import { firstSweepDelay, hiddenSlowdown, isFast, kindsByUrgency } from './schedule.ts';
import { SpotlightRotation } from './spotlight.ts';
import { SpotlightLane } from './spotlight-lane.ts';
import { conditionOf, statusOf } from './status.ts';
import { SweepLane } from './sweep-lane.ts';
import { Waker } from './waker.ts';

/** A lane that met a bug rests this long: whatever it was, it must not become a storm. */
const bugRestMs = 10_000;

type Lane = { readonly turn: () => Promise<void> };

/**
 * Builds the poller of one datacenter; nothing happens before `start`. A profile that changes needs a new one.
 * Two lanes read independently: sweeps (with head checks, confirmations and probes) and the spotlight.
 */
export function createDatacenterPoller(dependencies: PollerDependencies): DatacenterPoller {
  const stopping = new AbortController();
  const { signal } = stopping;
  const { clock, logger, profile, statusChanged } = dependencies;
  let condition: Condition = 'starting';
  let since = clock.now();
  const context: PollContext = contextOf(dependencies, signal, () => {
    if (signal.aborted) return;
    noticeCondition();
    statusChanged();
  });
  const sweepWaker = new Waker(clock, signal);
  const spotlightWaker = new Waker(clock, signal);
  const sweepLane = new SweepLane(context, sweepWaker);
  const spotlightLane = new SpotlightLane(context, spotlightWaker);
  let wasHidden = dependencies.attention().hidden;

  function noticeCondition(): void {
    const next = conditionOf(context);
    if (next === condition) return;
    condition = next;
    since = clock.now();
  }

  /** Ends with polling itself, whatever is thrown inside: the one place where bugs of a lane come to light. */
  async function run(name: string, lane: Lane, waker: Waker): Promise<void> {
    while (!signal.aborted) {
      try {
        await lane.turn();
      } catch (cause) {
        if (isStopped(signal)) return;
        logger.bug(`polling.${name}`, cause, { datacenterId: profile.id });
        await waker.sleep(bugRestMs);
      }
    }
  }

  let hasStarted = false;
  return {
    start() {
      if (hasStarted) throw new Error('a poller is started once');
      hasStarted = true;
      noticeCondition();
      if (profile.polling.paused) return;
      void run('sweep', sweepLane, sweepWaker);
      void run('spotlight', spotlightLane, spotlightWaker);
    },
    refresh(kinds: readonly ResourceKind[] = resourceKinds) {
      if (signal.aborted) return;
      for (const list of context.lists) if (kinds.includes(list.kind)) list.refresh();
      context.reachability.tryNow();
      sweepWaker.wake();
    },
    attentionChanged() {
      const { hidden } = dependencies.attention();
      spotlightWaker.wake();
      if (hidden !== wasHidden) sweepWaker.wake();
      wasHidden = hidden;
    },
    status(): DatacenterStatus {
      noticeCondition();
      return statusOf(context, condition, since);
    },
    stop() {
      stopping.abort(new Error('polling stopped'));
    },
  };
}

// A call, since the compiler takes `aborted` for settled by the check of the loop around it.
const isStopped = (signal: AbortSignal): boolean => signal.aborted;

function contextOf(dependencies: PollerDependencies, signal: AbortSignal, changed: () => void): PollContext {
  const { client, clock, random, measured } = dependencies;
  const meter = new EndpointMeter(clock, measured);
  const reachability = new Reachability(clock, random);
  const problems = new Problems();
  return {
    dependencies,
    lists: listsOf(dependencies),
    asking: new Asking({ client, clock, signal, meter, reachability, problems }),
    meter,
    reachability,
    pageSizes: new PageSizes(),
    problems,
    rotation: new SpotlightRotation(),
    signal,
    changed,
  };
}

/** Every kind as every account lists it, the soonest wanted first. */
function listsOf({
  profile,
  inventory,
  clock,
  random,
  attention,
}: PollerDependencies): readonly PolledList[] {
  return kindsByUrgency.flatMap((kind) =>
    profile.accounts.map(({ id: account }) => {
      const { fastIntervalMs, slowIntervalMs } = profile.polling;
      const interval = isFast(kind) ? fastIntervalMs : slowIntervalMs;
      const swept = inventory.sweptAt(kind, account);
      return new PolledList({
        kind,
        account,
        clock,
        random,
        swept,
        intervalMs: () => (attention().hidden ? interval * hiddenSlowdown : interval),
        firstDelayMs: firstSweepDelay(swept !== null, interval, random),
      });
    }),
  );
}
