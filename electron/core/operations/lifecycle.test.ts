import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import { instanceIdSchema } from '#contract/ids.ts';
import { isOpen, type Operation, operationSchema } from '#contract/operation.ts';
import { aLaunch, anOperation } from '#contract/testing/operation-builders.ts';
import { advance, type LifecycleEvent } from './lifecycle.ts';

const error = appError('endpoint/timeout', 'x');
const answer = { status: 200, requestId: 'r1' };
const note = appError('operation/launched-otherwise', 'x', { missing: 'sg-gone' });
const instanceId = instanceIdSchema.parse('i-made');

const kinds = {
  refused: (at) => ({ kind: 'refused', at, error }),
  sending: (at) => ({ kind: 'sending', at, request: { method: 'PUT', path: '/x', body: null } }),
  repeated: () => ({ kind: 'repeated' }),
  accepted: (at) => ({ kind: 'accepted', at, answer, instanceId, note: null }),
  acceptedWithNote: (at) => ({ kind: 'accepted', at, answer, instanceId, note }),
  rejected: (at) => ({ kind: 'rejected', at, answer, error }),
  unsent: (at) => ({ kind: 'unsent', at, error }),
  lost: (at) => ({ kind: 'lost', at, answer: null, error }),
  seen: (at) => ({ kind: 'seen', observed: { state: 'running', status: 'online', at } }),
  identified: () => ({ kind: 'identified', instanceId, note: null }),
  suspected: () => ({ kind: 'suspected', candidates: [instanceId], error }),
  confirmed: (at) => ({ kind: 'confirmed', at }),
  failed: (at) => ({ kind: 'failed', at, error }),
  gaveUp: (at) => ({ kind: 'gaveUp', at, error }),
  restarted: (at) => ({ kind: 'restarted', at }),
} satisfies Record<LifecycleEvent['kind'] | 'acceptedWithNote', (at: number) => LifecycleEvent>;

const event = fc
  .tuple(fc.constantFrom(...Object.values(kinds)), fc.integer({ min: 1, max: 9 }))
  .map(([make, at]): LifecycleEvent => make(at));
const events = fc.array(event, { maxLength: 12 });
const queued = fc.constantFrom(anOperation(), aLaunch());

const states = (operation: Operation, happened: readonly LifecycleEvent[]): readonly Operation[] => {
  const all = [operation];
  for (const one of happened) all.push(advance(all.at(-1) ?? operation, one));
  return all;
};

/** Every operation keeps to these, however it came to be. */
function checkShape(operation: Operation): void {
  operationSchema.parse(operation);
  const { state, sentAt, attempts, endedAt, error: why } = operation;
  expect(sentAt === null).toBe(attempts === 0);
  if (state === 'queued') expect(sentAt).toBeNull();
  if (['sending', 'accepted', 'confirmed', 'failed', 'unknown'].includes(state))
    expect(sentAt).not.toBeNull();
  if (['confirmed', 'failed', 'refused'].includes(state)) expect(endedAt).not.toBeNull();
  if (['queued', 'sending', 'accepted'].includes(state)) expect(endedAt).toBeNull();
  if (['failed', 'refused', 'unknown'].includes(state)) expect(why).not.toBeNull();
  if (['confirmed', 'accepted'].includes(state)) expect([null, note]).toContain(why);
}

describe('the life of an operation', () => {
  it('keeps its shape whatever happens in whatever order', () => {
    fc.assert(
      fc.property(queued, events, (operation, happened) => {
        states(operation, happened).forEach(checkShape);
      }),
    );
  });

  it('never leaves a final state', () => {
    fc.assert(
      fc.property(queued, events, events, (operation, before, after) => {
        const ended = states(operation, before).at(-1) ?? operation;
        fc.pre(['confirmed', 'failed', 'refused'].includes(ended.state));

        expect(states(ended, after).every((one) => one === ended)).toBe(true);
      }),
    );
  });

  it('is sent once at most, and put on the wire again only while it is being sent', () => {
    fc.assert(
      fc.property(queued, events, (operation, happened) => {
        const all = states(operation, happened);
        const sendings = all.filter((one, at) => one.state === 'sending' && all[at - 1]?.state === 'queued');

        expect(sendings.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is unknown after a restart that found it being sent, and refused after one that found it queued', () => {
    const sending = advance(anOperation(), kinds.sending(3));

    expect(advance(sending, kinds.restarted(5))).toMatchObject({
      state: 'unknown',
      error: { code: 'operation/no-answer' },
      endedAt: null,
    });
    expect(advance(anOperation(), kinds.restarted(5))).toMatchObject({
      state: 'refused',
      error: { code: 'operation/interrupted' },
    });
  });

  it('keeps to its end what was noted of its answer, but not why it was unknown', () => {
    const noted = states(aLaunch(), [kinds.sending(1), kinds.acceptedWithNote(2), kinds.confirmed(3)]).at(-1);
    const lost = states(anOperation(), [kinds.sending(1), kinds.lost(2), kinds.confirmed(3)]).at(-1);

    expect(noted).toMatchObject({ state: 'confirmed', error: note });
    expect(lost).toMatchObject({ state: 'confirmed', error: null });
  });

  it('takes up a launch that was given up once it is known what it made', () => {
    const givenUp = states(aLaunch(), [kinds.sending(1), kinds.lost(2), kinds.gaveUp(9)]).at(-1);
    if (givenUp === undefined) throw new Error('no state');

    expect(isOpen(givenUp)).toBe(false);
    expect(advance(givenUp, kinds.identified())).toMatchObject({
      state: 'accepted',
      instanceId: 'i-made',
      endedAt: null,
      error: null,
    });
  });
});
