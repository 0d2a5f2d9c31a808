import { appError } from '#contract/errors.ts';
import type { Result } from '#contract/result.ts';
import type { DecodedRecord, Failure, Shown } from '../dcmgr/client.ts';
import type { Departures, Missing } from './departures.ts';
import type { PollContext } from './poll-context.ts';
import { isBare500, scopeOf } from './reachability.ts';
import { problem, scopeName } from './sweeping.ts';

/** States in which a record that is listed no more has left for good (reference §4). */
const finalStates: ReadonlySet<string> = new Set(['terminated', 'deleted']);

/** Asks for a record that a sweep missed: only then is it let go. Answers what the question cost, in ms. */
export async function confirmDeparture(
  context: PollContext,
  departures: Departures,
  missing: Missing,
): Promise<number> {
  const { inventory, clock } = context.dependencies;
  const { kind, account, id } = missing;
  const { result, askedAt } = await context.asking.show(kind, account, id);
  if (result.ok)
    inventory.observe({ kind, listedBy: null, at: askedAt, records: [result.value.record], baseline: false });
  if (isGone(missing, result)) {
    inventory.left(kind, account, [id], clock.now());
    departures.settle(missing);
  } else if (result.ok || scopeOf(result.error.error) !== 'endpoint') {
    departures.postpone(missing, clock.elapsed());
    if (!result.ok) reportUnclear(context, missing, result.error);
  }
  return result.ok ? result.value.exchange.ms : result.error.exchange.ms;
}

/**
 * A 404 of dcmgr's own says that it is gone, a 105 that it is another account's now. One shown alive was only
 * missed. A 500 (its image was deleted) is proof only where the list proves it as well; anything else is none.
 */
function isGone({ exact, unlisted }: Missing, result: Result<Shown, Failure>): boolean {
  if (result.ok) return exact && isFinal(result.value.record);
  const { error } = result.error;
  if (isBare500(error)) return unlisted;
  const { code } = error;
  return code === 'dcmgr/unknown-uuid-resource' || code === 'dcmgr/operation-not-permitted';
}

const isFinal = ({ value }: DecodedRecord): boolean => 'state' in value && finalStates.has(value.state);

function reportUnclear(context: PollContext, missing: Missing, { error }: Failure): void {
  const told = isBare500(error)
    ? appError('list/unreadable-record', 'dcmgr fails to render this record', { id: missing.id })
    : { ...error, details: { ...error.details, id: missing.id } };
  context.problems.add(scopeName(missing), problem(context, missing, told));
}
