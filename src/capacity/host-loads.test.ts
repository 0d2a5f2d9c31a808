import fc from 'fast-check';
import { expect, it } from 'vitest';
import { datacenterIdSchema } from '#contract/ids.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { HostLoads } from './host-loads.ts';

const tokyo = datacenterIdSchema.parse('tokyo');

it('counts what instances take of a host, less what is terminated or on none', () => {
  const loads = new HostLoads([
    anInstanceRow({ id: 'i-1', cpuCores: 2, memoryMb: 1024 }),
    anInstanceRow({ id: 'i-2', cpuCores: 4, memoryMb: 512, state: 'terminated' }),
    anInstanceRow({ id: 'i-3', cpuCores: 4, memoryMb: 512, hostNodeId: null }),
    undefined,
  ]);

  expect(loads.of(tokyo, 'hn-1')).toEqual({ cores: 2, memoryMb: 1024 });
  expect(loads.of(tokyo, 'hn-9')).toEqual({ cores: 0, memoryMb: 0 });
});

const rows = fc.option(
  fc
    .record({
      hostNodeId: fc.constantFrom('hn-1', 'hn-2', null),
      state: fc.constantFrom('running', 'terminated'),
      cpuCores: fc.integer({ min: 0, max: 8 }),
      memoryMb: fc.integer({ min: 0, max: 4096 }),
    })
    .map((fields) => anInstanceRow(fields)),
  { nil: undefined },
);

it('ends with the same sums by changes as anew', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(rows, rows)), (pairs) => {
      const loads = new HostLoads(pairs.map(([before]) => before));

      loads.apply(pairs.map(([before, after]) => ({ before, after })));

      const anew = new HostLoads(pairs.map(([, after]) => after));
      for (const host of ['hn-1', 'hn-2']) expect(loads.of(tokyo, host)).toEqual(anew.of(tokyo, host));
    }),
  );
});
