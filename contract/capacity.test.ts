import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fitsOf, freeTogether, hostUsages, totalFits } from './capacity.ts';
import { hostNodeSchema, type HostNode, instanceSpecSchema } from './resources.ts';

const aHost = (over: Partial<Record<keyof HostNode, unknown>> = {}): HostNode =>
  hostNodeSchema.parse({
    id: 'hn-1',
    accountId: 'a-shpoolxx',
    name: null,
    arch: 'x86_64',
    hypervisor: 'kvm',
    offeringCpuCores: 8,
    offeringMemoryMb: 8192,
    status: 'online',
    createdAt: 0,
    updatedAt: 0,
    ...over,
  });

const column = { text: null, value: null };
const spec = instanceSpecSchema.parse({
  id: 'is-1',
  accountId: 'a-shpoolxx',
  hypervisor: 'kvm',
  arch: 'x86_64',
  cpuCores: 2,
  memoryMb: 1024,
  quotaWeight: 1,
  vifs: column,
  drives: column,
  createdAt: 0,
  updatedAt: 0,
});

const guest = (hostNodeId: string | null, state = 'running') => ({
  hostNodeId,
  state,
  cpuCores: 2,
  memoryMb: 4096,
});

describe('capacity', () => {
  test('counts what runs on a host and not what is stopped, terminated or elsewhere', () => {
    const [usage] = hostUsages(
      [aHost()],
      [guest('hn-1'), guest('hn-1', 'terminated'), guest(null, 'stopped'), guest('hn-2')],
    );

    expect(usage?.used).toEqual({ cores: 2, memoryMb: 4096 });
    expect(usage?.free).toEqual({ cores: 6, memoryMb: 4096 });
  });

  test('the scarcer of cores and memory decides', () => {
    const fits = fitsOf(spec, hostUsages([aHost({ offeringCpuCores: 100 })], [guest('hn-1')]));

    expect(fits.map(({ fits: count, obstacle }) => [count, obstacle])).toEqual([[4, null]]);
  });

  test.each([
    [{ status: 'timeout' }, 'offline'],
    [{ arch: 'x86' }, 'arch'],
    [{ hypervisor: 'lxc' }, 'hypervisor'],
    [{ offeringCpuCores: 1 }, 'full'],
  ])('says why a host takes none: %j is %s', (over, obstacle) => {
    expect(fitsOf(spec, hostUsages([aHost(over)], []))[0]).toMatchObject({ fits: 0, obstacle });
  });

  test('an offer lowered beneath what runs leaves nothing free, not less than nothing', () => {
    const [usage] = hostUsages([aHost({ offeringCpuCores: 1 })], [guest('hn-1')]);

    expect(usage?.free.cores).toBe(0);
  });

  test('as many as fit do fit, and not one more', () => {
    fc.assert(
      fc.property(fc.nat(64), fc.nat(65_536), (cores, memoryMb) => {
        const host = aHost({ offeringCpuCores: cores, offeringMemoryMb: memoryMb });
        const count = totalFits(fitsOf(spec, hostUsages([host], [])));
        const room = (n: number) => n * spec.cpuCores <= cores && n * spec.memoryMb <= memoryMb;
        expect([room(count), room(count + 1)]).toEqual([true, false]);
      }),
    );
  });

  test('together they offer what is online less all that lives, stopped or not yet placed', () => {
    const hosts = [aHost(), aHost({ id: 'hn-2', status: 'timeout' })];
    const guests = [
      guest('hn-1'),
      guest('hn-2'),
      guest(null, 'stopped'),
      guest('hn-1', 'terminated'),
      guest('hn-unseen'),
    ];

    expect(freeTogether(hosts, guests)).toEqual({ cores: 8 - 3 * 2, memoryMb: 8192 - 3 * 4096 });
  });

  test('what stopped instances claim can be launched nowhere, however empty the hosts', () => {
    const hosts = [aHost({ offeringMemoryMb: 100_000 })];
    const stopped = [guest(null, 'stopped'), guest(null, 'stopped'), guest(null, 'stopped')];
    const fits = fitsOf(spec, hostUsages(hosts, stopped));

    expect(totalFits(fits)).toBe(4);
    expect(totalFits(fits, { spec, free: freeTogether(hosts, stopped) })).toBe(1);
    expect(totalFits(fits, { spec, free: freeTogether(hosts, [...stopped, ...stopped]) })).toBe(0);
  });
});
