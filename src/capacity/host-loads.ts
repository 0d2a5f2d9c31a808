import type { Amount } from '#contract/capacity.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';

type Guest = Pick<InstanceRow, 'datacenterId' | 'hostNodeId' | 'state' | 'cpuCores' | 'memoryMb'>;
type GuestChange = { readonly before: Guest | undefined; readonly after: Guest | undefined };

const nothing: Amount = { cores: 0, memoryMb: 0 };

/**
 * What the known instances take of each host, kept by what changes. Terminated instances keep the name of their
 * last host but take nothing.
 */
export class HostLoads {
  readonly #loads = new Map<DatacenterId, Map<string, Amount>>();

  constructor(guests: Iterable<Guest | undefined>) {
    for (const guest of guests) if (guest !== undefined) this.#add(guest, 1);
  }

  apply(changes: readonly GuestChange[]): void {
    for (const { before, after } of changes) {
      if (before !== undefined) this.#add(before, -1);
      if (after !== undefined) this.#add(after, 1);
    }
  }

  of(datacenterId: DatacenterId, hostId: string): Amount {
    return this.#loads.get(datacenterId)?.get(hostId) ?? nothing;
  }

  #add({ datacenterId, hostNodeId, state, cpuCores, memoryMb }: Guest, sign: 1 | -1): void {
    if (hostNodeId === null || state === 'terminated') return;
    const hosts = this.#loads.get(datacenterId) ?? new Map<string, Amount>();
    this.#loads.set(datacenterId, hosts);
    const { cores, memoryMb: memory } = hosts.get(hostNodeId) ?? nothing;
    hosts.set(hostNodeId, { cores: cores + sign * cpuCores, memoryMb: memory + sign * memoryMb });
  }
}
