import { type AppError, appError } from '#contract/errors.ts';
import type { Operation, OperationAction } from '#contract/operation.ts';
import { placedOtherwise } from './launched-otherwise.ts';
import type { LifecycleEvent } from './lifecycle.ts';
import { hasServerFailed } from './server-failure.ts';
import type { OperationTimings } from './timings.ts';

/** What of an instance tells how an operation on it went. */
export type Sight = {
  readonly state: string;
  readonly status: string;
  readonly hostNodeId: string | null;
  readonly hasNics: boolean;
  readonly hasAddresses: boolean;
  /** When it was asked for. */
  readonly at: number;
};

/** How long an operation's instance has been looked at, and what was seen meanwhile. Milliseconds. */
export type Watched = {
  /** Between the beginning and the last look at the instance. */
  readonly lookedMs: number;
  /** Since the instance was first seen settled as it is, after it had been seen to move; null otherwise. */
  readonly settledMs: number | null;
  /** Whether it was without addresses already when last seen before the sending; false where that is not known. */
  readonly lackedAddresses: boolean;
};

/**
 * What a state means to an action. `reached`: what was asked for, or what can only come after it. `ended`: it
 * can't be reached any more. `moving`: time will tell. `aside`: settled, and not where it should be.
 */
export type Meaning = 'reached' | 'ended' | 'moving' | 'aside';

const meanings: Readonly<Record<OperationAction, Readonly<Record<string, Meaning>>>> = {
  launch: {
    running: 'reached',
    stopping: 'reached',
    stopped: 'reached',
    failingover: 'reached',
    shuttingdown: 'reached',
    terminated: 'ended',
  },
  start: {
    running: 'reached',
    stopping: 'reached',
    failingover: 'reached',
    shuttingdown: 'reached',
    terminated: 'ended',
    stopped: 'aside',
  },
  // Only a stopped instance is ever scheduled again.
  stop: { stopped: 'reached', scheduling: 'reached', terminated: 'ended', running: 'aside' },
  terminate: { terminated: 'reached', running: 'aside', stopped: 'aside' },
  // A reboot shows in no state: that it still runs after dcmgr took the wish is all there is to see.
  reboot: { running: 'reached', terminated: 'ended', stopped: 'ended' },
};

/** What a state means to an action; states of later dialects are taken for passing ones. */
export const meaningOf = (action: OperationAction, state: string): Meaning =>
  Object.hasOwn(meanings[action], state) ? (meanings[action][state] ?? 'moving') : 'moving';

/**
 * What became of a watched operation on an instance that is in the inventory, or null while that is open. The sight
 * must be newer than the answer.
 */
export function judge(
  operation: Operation,
  sight: Sight,
  watched: Watched,
  { now, timings }: { readonly now: number; readonly timings: OperationTimings },
): LifecycleEvent | null {
  const { action } = operation.intent;
  const isLost = operation.state === 'unknown';
  // Nobody can see whether a reboot took place of which not even the acceptance is known.
  if (isLost && action === 'reboot')
    return { kind: 'gaveUp', at: now, error: operation.error ?? timedOut(operation) };
  switch (meaningOf(action, sight.state)) {
    case 'reached':
      return { kind: 'confirmed', at: now, note: placedOtherwise(operation, sight.hostNodeId) };
    case 'ended':
      return { kind: 'failed', at: now, error: endOf(action, sight) };
    case 'moving':
      return null;
    case 'aside': {
      const isStuck = watched.lookedMs >= timings.dropMs || (watched.settledMs ?? 0) >= timings.settledMs;
      if (!isStuck) return null;
      const error = isHalfStopped(operation, sight, watched)
        ? halfStopped(sight)
        : withoutEffect(operation, sight);
      return { kind: 'failed', at: now, error };
    }
  }
}

/** An instance that no list holds and dcmgr does not know any more. */
export const judgeGone = (operation: Operation, now: number): LifecycleEvent =>
  operation.intent.action === 'terminate'
    ? { kind: 'confirmed', at: now }
    : { kind: 'failed', at: now, error: appError('operation/target-gone', 'the instance is gone') };

/** Watched for too long. */
export const timedOut = (operation: Operation): AppError =>
  appError('operation/timed-out', 'the outcome did not show in time', {
    state: operation.observed?.state ?? null,
    cause: operation.error?.code ?? null,
  });

/**
 * Host and NICs are assigned together, and a terminated instance keeps the names of both. One that has a host but not
 * one NIC found no network (an unknown network scheduler, say).
 */
function endOf(action: OperationAction, { state, hostNodeId, hasNics }: Sight): AppError {
  const details = { state, host: hostNodeId };
  if (action !== 'launch' && action !== 'start')
    return appError('operation/ended-otherwise', `the instance is ${state}`, details);
  return hostNodeId === null || !hasNics
    ? appError('operation/placement-failed', 'terminated before it was placed', details)
    : appError('operation/boot-failed', `terminated on ${hostNodeId}`, details);
}

/** A stop releases the addresses before the agent is asked, who may refuse, or never hear of it (reference §9.1). */
const isHalfStopped = ({ intent }: Operation, sight: Sight, { lackedAddresses }: Watched): boolean =>
  intent.action === 'stop' && sight.hasNics && !sight.hasAddresses && !lackedAddresses;

const halfStopped = ({ state }: Sight): AppError =>
  appError('operation/half-stopped', 'its addresses are released, and it still runs', { state });

function withoutEffect(operation: Operation, sight: Sight): AppError {
  const { state, error } = operation;
  if (state !== 'unknown')
    return appError('operation/dropped', 'accepted, and nothing happened', { state: sight.state });
  const code = hasServerFailed(operation) ? 'operation/server-failed' : 'operation/no-effect';
  return appError(code, 'the request had no effect', { state: sight.state, cause: error?.code ?? null });
}
