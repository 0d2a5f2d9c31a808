import type { Condition, DatacenterStatus } from '#contract/endpoint.ts';
import type { PollContext } from './poll-context.ts';
import type { PolledList } from './polled-list.ts';
import { crowdOf } from './schedule.ts';

/** How the datacenter stands, from what its lists and its endpoint did last. */
export function conditionOf({ dependencies, reachability, lists }: PollContext): Condition {
  if (dependencies.profile.polling.paused) return 'paused';
  if (!dependencies.hasNetwork()) return 'offline';
  if (reachability.isUnreachable) return 'unreachable';
  const failing = lists.filter(({ error }) => error !== null);
  const isDumb =
    failing.length === lists.length && failing.every(({ error }) => !isAnswer(error?.code ?? ''));
  if (isDumb) return 'unreachable';
  if (failing.length > 0) return 'degraded';
  return reachability.hasAnswered ? 'online' : 'starting';
}

const isAnswer = (code: string): boolean => code.startsWith('dcmgr/') || code.startsWith('list/');

/** The status as of now; cheap enough to be asked for at every change. */
export function statusOf(context: PollContext, condition: Condition, since: number): DatacenterStatus {
  const { dependencies, reachability, lists, meter, pageSizes, problems } = context;
  const { clock, profile } = dependencies;
  const crowd = crowdOf(
    lists.map(({ cost }) => cost),
    dependencies.attention().hidden,
  );
  const probeInMs = condition === 'paused' || condition === 'offline' ? null : reachability.probeInMs;
  const notBefore = condition === 'paused' ? null : (probeInMs ?? 0);
  return {
    datacenterId: profile.id,
    condition,
    since,
    asOf: oldestInstances(lists),
    nextTryAt: probeInMs === null ? null : clock.now() + probeInMs,
    failures: reachability.failures,
    error: reachability.error ?? lists.find(({ error }) => error !== null)?.error ?? null,
    lists: lists.map((list) => list.status(crowd, notBefore)),
    problems: problems.all(),
    health: meter.health(pageSizes.all()),
  };
}

function oldestInstances(lists: readonly PolledList[]): number | null {
  const dates = lists.filter(({ kind }) => kind === 'instances').map(({ sweptAt }) => sweptAt);
  const known = dates.filter((date) => date !== null);
  return known.length === dates.length && known.length > 0 ? Math.min(...known) : null;
}
