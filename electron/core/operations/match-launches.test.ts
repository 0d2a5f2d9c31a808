import { describe, expect, it } from 'vitest';
import { instanceIdSchema } from '#contract/ids.ts';
import type { Operation } from '#contract/operation.ts';
import { type Instance, instanceSchema } from '#contract/resources.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { aLaunch } from '#contract/testing/operation-builders.ts';
import { type LostLaunch, matchLaunches } from './match-launches.ts';

const sentAt = 1_000_000;

function lost(seq: number, parameters: object = {}, fields: Partial<LostLaunch> = {}): LostLaunch {
  const operation: Operation = aLaunch({ ...parameters }, { seq, state: 'unknown', sentAt });
  if (operation.intent.action !== 'launch') throw new Error('no launch');
  return {
    operation,
    parameters: operation.intent.parameters,
    userData: '',
    from: sentAt - 5_000,
    until: sentAt + 60_000,
    before: new Set(),
    isRead: true,
    isSettled: true,
    ...fields,
  };
}

/** An instance as dcmgr makes it of `lost()`: named after its id unless it is given a name. */
const made = (id: string, fields: Readonly<Record<string, unknown>> = {}): Instance =>
  instanceSchema.parse({
    ...anInstanceRow({ id, createdAt: sentAt + 1_000 }),
    networks: [],
    nics: [],
    volumes: [],
    securityGroupIds: [],
    ...fields,
  });

const found = (launches: readonly LostLaunch[], instances: readonly Instance[]) =>
  Object.fromEntries(
    [...matchLaunches(launches, instances)].map(([id, finding]) => [
      id,
      finding.kind === 'made'
        ? finding.instanceId
        : finding.kind === 'several'
          ? finding.candidates
          : finding.error.code,
    ]),
  );

describe('a lost launch with a hostname', () => {
  it('made the new instance of that name, also while the list is still being read', () => {
    const launch = lost(1, { hostname: 'Web-1' }, { isRead: false, isSettled: false });

    expect(found([launch], [made('i-a', { hostname: 'web-1' }), made('i-b')])).toEqual({
      'operation-1': 'i-a',
    });
  });

  it('did not make one of another image, spec, key, or time', () => {
    const named = { hostname: 'web-1' };
    const others = [
      made('i-a', { ...named, imageId: 'wmi-other' }),
      made('i-b', { ...named, instanceSpecId: 'is-other' }),
      made('i-c', { ...named, sshKeyPairId: 'ssh-x' }),
      made('i-d', { ...named, createdAt: sentAt - 60_000 }),
    ];

    expect(found([lost(1, named)], others)).toEqual({ 'operation-1': 'operation/not-made' });
  });

  it('is left open until it can no longer take effect', () => {
    expect(found([lost(1, { hostname: 'web-1' }, { isSettled: false })], [])).toEqual({});
  });
});

describe('a launch that dcmgr answered a bare 500', () => {
  const answered = (status: number, requestId: string | null): LostLaunch => {
    const launch = lost(1, { hostname: 'web-1' });
    return { ...launch, operation: { ...launch.operation, answer: { status, requestId } } };
  };

  it('made nothing because dcmgr failed, not because an answer was lost', () => {
    expect(found([answered(500, '0a'.repeat(20))], [])).toEqual({ 'operation-1': 'operation/server-failed' });
    expect(found([answered(504, null)], [])).toEqual({ 'operation-1': 'operation/not-made' });
    expect(found([answered(200, '0a'.repeat(20))], [])).toEqual({ 'operation-1': 'operation/not-made' });
  });

  it('made what is found all the same', () => {
    const instances = [made('i-a', { hostname: 'web-1' })];

    expect(found([answered(500, '0a'.repeat(20))], instances)).toEqual({ 'operation-1': 'i-a' });
  });
});

describe('a lost launch without a hostname', () => {
  it('made the only instance that fits, once the list has been read', () => {
    const instances = [made('i-a'), made('i-c', { hostname: 'web-9' })];

    expect(found([lost(1)], instances)).toEqual({ 'operation-1': 'i-a' });
    expect(found([lost(1, {}, { isRead: false })], instances)).toEqual({});
  });

  it('did not make what was there before', () => {
    const before = new Set([instanceIdSchema.parse('i-a')]);

    expect(found([lost(1, {}, { before })], [made('i-a')])).toEqual({ 'operation-1': 'operation/not-made' });
  });

  it('is ambiguous when two fit', () => {
    expect(found([lost(1)], [made('i-b'), made('i-a')])).toEqual({ 'operation-1': ['i-a', 'i-b'] });
  });
});

describe('security groups', () => {
  const asked = { securityGroupIds: ['sg-a', 'sg-b'] };

  it('tell somebody else’s instance: dcmgr drops some that were asked for, and adds none', () => {
    const groups = (id: string, ...securityGroupIds: string[]) => made(id, { securityGroupIds });

    expect(found([lost(1, asked)], [groups('i-a', 'sg-c'), groups('i-b', 'sg-a')])).toEqual({
      'operation-1': 'i-b',
    });
    expect(found([lost(1)], [groups('i-a', 'sg-a')])).toEqual({ 'operation-1': 'operation/not-made' });
    expect(found([lost(1, asked)], [groups('i-a')])).toEqual({ 'operation-1': 'i-a' });
  });

  it('tell launches apart that were made in another order', () => {
    const launches = [lost(1, { securityGroupIds: ['sg-a'] }), lost(2, { securityGroupIds: ['sg-b'] })];
    const instances = [
      made('i-a', { securityGroupIds: ['sg-b'] }),
      made('i-b', { securityGroupIds: ['sg-a'], createdAt: sentAt + 2_000 }),
    ];

    expect(found(launches, instances)).toEqual({ 'operation-1': 'i-b', 'operation-2': 'i-a' });
  });
});

describe('a launch that is still being sent', () => {
  const sending = (seq: number, parameters: object = {}) => {
    const launch = lost(seq, parameters, { isRead: false, isSettled: false });
    return { ...launch, operation: { ...launch.operation, state: 'sending' as const } };
  };

  it('may have made what a lost one would be taken to have made: its answer is waited for', () => {
    expect(found([lost(1), sending(2)], [made('i-a')])).toEqual({});
    expect(found([lost(1), sending(2)], [made('i-a'), made('i-b')])).toEqual({});
  });

  it('holds up none that asked for something else', () => {
    expect(found([lost(1), sending(2, { imageId: 'wmi-other' })], [made('i-a')])).toEqual({
      'operation-1': 'i-a',
    });
    expect(found([lost(1), sending(2)], [])).toEqual({ 'operation-1': 'operation/not-made' });
  });
});

describe('several lost launches of the same', () => {
  it.each([
    ['other user data', { userData: 'role=web' }, { userData: 'role=db' }],
    ['user data that is no longer known', { userData: null }, { userData: null }],
  ])('are told apart by a person where they had %s', (_, one, other) => {
    const launches = [lost(1, {}, one), lost(2, {}, other)];

    expect(found(launches, [made('i-a'), made('i-b')])).toEqual({
      'operation-1': ['i-a', 'i-b'],
      'operation-2': ['i-a', 'i-b'],
    });
  });

  it('are told apart by a person where they were to be placed otherwise', () => {
    const launches = [lost(1), lost(2, { networkScheduler: 'nat' })];

    expect(found(launches, [made('i-a'), made('i-b')])).toMatchObject({ 'operation-1': ['i-a', 'i-b'] });
  });

  it('made what was found when there is one for each', () => {
    const instances = [made('i-b', { createdAt: sentAt + 2_000 }), made('i-a')];

    expect(found([lost(2), lost(1)], instances)).toEqual({ 'operation-1': 'i-a', 'operation-2': 'i-b' });
  });

  it('are ambiguous when fewer were found', () => {
    expect(found([lost(1), lost(2)], [made('i-a')])).toEqual({
      'operation-1': ['i-a'],
      'operation-2': ['i-a'],
    });
  });

  it('are told apart by their hostnames', () => {
    const launches = [lost(1, { hostname: 'web-1' }), lost(2, { hostname: 'web-2' })];

    expect(found(launches, [made('i-a', { hostname: 'web-2' })])).toEqual({
      'operation-1': 'operation/not-made',
      'operation-2': 'i-a',
    });
  });

  it('are told apart by their times', () => {
    const later = { from: sentAt + 100_000, until: sentAt + 200_000 };

    expect(found([lost(1), lost(2, {}, later)], [made('i-a')])).toEqual({
      'operation-1': 'i-a',
      'operation-2': 'operation/not-made',
    });
  });
});
