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

describe('several lost launches of the same', () => {
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
