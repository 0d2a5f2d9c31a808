import { describe, expect, it, test } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { Operation, OperationAction } from '#contract/operation.ts';
import { aLaunch, anOperation } from '#contract/testing/operation-builders.ts';
import { judge, judgeGone, type Sight, type Watched } from './judge.ts';
import { defaultTimings } from './timings.ts';

const accepted = (action: OperationAction): Operation =>
  action === 'launch'
    ? aLaunch({}, { state: 'accepted', instanceId: 'i-00000001' })
    : anOperation({
        state: 'accepted',
        intent: { action, datacenterId: 'tokyo', instanceId: 'i-00000001' },
      });

const sight = (
  state: string,
  hostNodeId: string | null = 'hn-1',
  hasNics = true,
  hasAddresses = true,
): Sight => ({
  state,
  status: 'online',
  hostNodeId,
  hasNics,
  hasAddresses,
  at: 1,
});

const justNow: Watched = { lookedMs: 0, settledMs: null, lackedAddresses: false };
const stuck: Watched = { ...justNow, lookedMs: defaultTimings.dropMs };

const verdict = (operation: Operation, seen: Sight, watched: Watched = justNow) => {
  const event = judge(operation, seen, watched, { now: 5, timings: defaultTimings });
  return event === null ? null : 'error' in event ? event.error.code : event.kind;
};

describe('what an instance’s state says of an accepted operation', () => {
  test.each([
    ['launch', 'running', 'confirmed'],
    ['launch', 'stopping', 'confirmed'],
    ['launch', 'scheduling', null],
    ['launch', 'pending', null],
    ['launch', 'starting', null],
    ['start', 'scheduling', null],
    ['start', 'running', 'confirmed'],
    ['start', 'stopped', null],
    ['stop', 'running', null],
    ['stop', 'stopping', null],
    ['stop', 'stopped', 'confirmed'],
    ['stop', 'terminated', 'operation/ended-otherwise'],
    ['terminate', 'running', null],
    ['terminate', 'shuttingdown', null],
    ['terminate', 'terminated', 'confirmed'],
    ['reboot', 'running', 'confirmed'],
    ['reboot', 'stopped', 'operation/ended-otherwise'],
    ['reboot', 'failingover', null],
    ['terminate', 'halting', null],
  ] as const)('%s, seen %s: %s', (action, state, expected) => {
    expect(verdict(accepted(action), sight(state))).toBe(expected);
  });

  test.each(['launch', 'start'] as const)('a %s that was terminated had a host, or had none', (action) => {
    expect(verdict(accepted(action), sight('terminated', null))).toBe('operation/placement-failed');
    expect(verdict(accepted(action), sight('terminated', 'hn-1'))).toBe('operation/boot-failed');
    expect(verdict(accepted(action), sight('terminated', 'hn-1', false))).toBe('operation/placement-failed');
  });

  it('was dropped when the instance has not moved for as long as agents may take', () => {
    const early = { ...justNow, lookedMs: defaultTimings.dropMs - 1 };

    expect(verdict(accepted('terminate'), sight('running'), early)).toBeNull();
    expect(verdict(accepted('terminate'), sight('running'), stuck)).toBe('operation/dropped');
    expect(verdict(accepted('terminate'), sight('shuttingdown'), stuck)).toBeNull();
  });

  it('was dropped soon after the instance moved on and settled elsewhere', () => {
    const settled = { ...justNow, lookedMs: 30_000, settledMs: defaultTimings.settledMs };

    expect(verdict(accepted('terminate'), sight('running'), settled)).toBe('operation/dropped');
  });
});

describe('an operation whose answer was lost', () => {
  const lost = (action: OperationAction): Operation => ({
    ...accepted(action),
    state: 'unknown',
    error: appError('endpoint/timeout', 'x'),
  });

  it('had no effect when the instance stays as it was', () => {
    const event = judge(lost('stop'), sight('running'), stuck, { now: 5, timings: defaultTimings });

    expect(event).toMatchObject({
      kind: 'failed',
      error: { code: 'operation/no-effect', details: { cause: 'endpoint/timeout' } },
    });
  });

  it('had no effect because dcmgr failed, where it said so itself', () => {
    const answer = { status: 500, requestId: '0a'.repeat(20) };

    expect(verdict({ ...lost('stop'), answer }, sight('running'), stuck)).toBe('operation/server-failed');
  });

  it('had an effect, where a stop released the addresses and went no further', () => {
    const halfway = sight('running', 'hn-1', true, false);
    const answer = { status: 500, requestId: '0a'.repeat(20) };

    for (const stop of [lost('stop'), { ...lost('stop'), answer }, accepted('stop')])
      expect(verdict(stop, halfway, stuck)).toBe('operation/half-stopped');
    expect(verdict(lost('stop'), halfway)).toBeNull();
    expect(verdict(lost('stop'), halfway, { ...stuck, lackedAddresses: true })).toBe('operation/no-effect');
    expect(verdict(lost('stop'), sight('running', 'hn-1', false, false), stuck)).toBe('operation/no-effect');
    expect(verdict(lost('terminate'), halfway, stuck)).toBe('operation/no-effect');
  });

  it('is confirmed by the state asked for', () => {
    expect(verdict(lost('stop'), sight('stopped'))).toBe('confirmed');
  });

  it('stays unknown if it is a reboot, which shows in no state', () => {
    const event = judge(lost('reboot'), sight('running'), justNow, { now: 5, timings: defaultTimings });

    expect(event).toEqual({ kind: 'gaveUp', at: 5, error: lost('reboot').error });
  });
});

it('takes an instance that is gone for terminated, and for lost to anything else', () => {
  expect(judgeGone(accepted('terminate'), 5)).toEqual({ kind: 'confirmed', at: 5 });
  expect(judgeGone(accepted('stop'), 5)).toMatchObject({
    kind: 'failed',
    error: { code: 'operation/target-gone' },
  });
});
