import { expect, it } from 'vitest';
import { listStatusSchema } from '#contract/endpoint.ts';
import { aDatacenterStatus } from '#contract/testing/builders.ts';
import { UnshownCount } from './unshown-count.ts';

const readAt = (fetchedAt: number | null) => {
  const list = { kind: 'images', account: 'a-1', freshness: 'live', fetchedAt, ownerTotal: null };
  const rest = { sweepRead: null, error: null, nextAt: null };
  return aDatacenterStatus('tokyo', { lists: [listStatusSchema.parse({ ...list, ...rest })] });
};

const failedAt = (...times: readonly number[]) => {
  const count = new UnshownCount();
  for (const at of times) count.add(at);
  return count;
};

it('proves that an instance can not be shown once it failed several times in a row', () => {
  expect(failedAt(10, 20, 30, 40).isProof(readAt(15))).toBe(true);
  expect(failedAt(10, 20, 30).isProof(readAt(15))).toBe(false);

  const shown = failedAt(10, 20, 30);
  shown.reset();
  shown.add(40);
  expect(shown.isProof(readAt(45))).toBe(false);
});

it('proves nothing while no list was read since the first failure', () => {
  for (const status of [readAt(9), readAt(null), null])
    expect(failedAt(10, 20, 30, 40).isProof(status)).toBe(false);
});
