import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intentsSchema } from '#contract/operation.ts';
import { emptyDraft, intentsOf, isNamingComplete, type LaunchDraft, plannedNames } from './draft.ts';

const place = { datacenterId: 'tokyo', account: 'a-shpoolxx' };
const complete = { ...emptyDraft, place, imageId: 'wmi-lucid5', specId: 'is-small' } as LaunchDraft;
const named = (hostname: string, count: number, first = 1) => ({ hostname, count, first });

describe('the names of a launch', () => {
  it('follow the pattern and say which are taken', () => {
    expect(plannedNames(named('Web-{n:2}', 3, 9), new Set(['web-10']))).toEqual({
      kind: 'names',
      names: [
        { name: 'web-09', problem: null },
        { name: 'web-10', problem: 'taken' },
        { name: 'web-11', problem: null },
      ],
    });
  });

  it('are left to the datacenter when nothing is typed', () => {
    expect(plannedNames(named(' ', 2), new Set())).toEqual({
      kind: 'names',
      names: [
        { name: null, problem: null },
        { name: null, problem: null },
      ],
    });
  });

  it('need a number when there are several', () => {
    expect(plannedNames(named('web', 2), new Set())).toEqual({ kind: 'bad-pattern', error: 'no-number' });
  });

  it.each([
    ['a name that dcmgr refuses', { hostname: '-web' }],
    ['no instance', { count: 0 }],
    ['too many', { count: 101, hostname: 'web-{n}' }],
    ['an emptied count', { count: Number.NaN }],
    ['a first number below zero', { first: -1 }],
    ['too much user data, in bytes', { userData: 'あ'.repeat(22_000) }],
  ])('are not complete with %s', (_, changes) => {
    expect(isNamingComplete({ ...complete, ...changes })).toBe(false);
  });
});

describe('the intents of a launch', () => {
  it('are one for each name, saying only what was chosen', () => {
    const intents = intentsOf({ ...complete, hostname: 'web-{n}', count: 2, networkScheduler: ' nat ' });

    expect(intents.map((intent) => (intent.action === 'launch' ? intent.parameters : null))).toMatchObject([
      { hostname: 'web-1', networkScheduler: 'nat', networkId: null, securityGroupIds: [] },
      { hostname: 'web-2', networkScheduler: 'nat', networkId: null, securityGroupIds: [] },
    ]);
  });

  it('are none while something is open', () => {
    expect(intentsOf({ ...complete, imageId: null })).toEqual([]);
    expect(intentsOf({ ...complete, place: null })).toEqual([]);
  });

  it('are what the engine takes, whatever is typed', () => {
    const typed = fc.record({
      hostname: fc.oneof(fc.string({ maxLength: 50 }), fc.constant('web-{n}'), fc.constant('{n:3}')),
      count: fc.oneof(fc.integer({ min: -5, max: 200 }), fc.double()),
      first: fc.oneof(fc.integer({ min: -5, max: 2_000 }), fc.double()),
      userData: fc.string({ maxLength: 2_000 }),
    });
    fc.assert(
      fc.property(typed, (changes) => {
        const draft = { ...complete, ...changes };
        const intents = intentsOf(draft);

        expect(intents.length === draft.count || intents.length === 0).toBe(true);
        if (intents.length > 0) expect(intentsSchema.safeParse(intents).success).toBe(true);
      }),
    );
  });
});
