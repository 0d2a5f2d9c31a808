import { type Amount, fitsOf, freeTogether, type HostUsage, hostUsages } from '#contract/capacity.ts';
import { appError } from '#contract/errors.ts';
import type { LaunchParameters } from '#contract/operation.ts';
import type { Profile } from '#contract/profile.ts';
import type { HostNode, InstanceSpec } from '#contract/resources.ts';
import type { Warning } from './check-datacenter.ts';
import { allReadAt, instanceOf, type Knowledge, recordOf } from './knowledge.ts';

/**
 * The room on the known hosts of a datacenter, which launches of one run take one after another. Where the hosts
 * were never read, nothing is said: no account at hand may be able to list them.
 */
export class Room {
  readonly #knowledge: Knowledge;
  readonly #profile: Profile;
  #usages: readonly HostUsage[];
  #together: Amount;

  constructor(knowledge: Knowledge, profile: Profile) {
    this.#knowledge = knowledge;
    this.#profile = profile;
    const datacenter = knowledge.inventory.open(profile.id);
    const hosts = Array.from(datacenter.records('host_nodes'), ({ value }) => value as HostNode); // its kind
    const guests = Array.from(datacenter.records('instances'), instanceOf);
    this.#usages = hostUsages(hosts, guests);
    this.#together = freeTogether(hosts, guests);
  }

  /** Takes the room of one launch; a warning where no host has it, or all together have not. */
  take({ instanceSpecId, hostNodeId }: LaunchParameters): readonly Warning[] {
    const record = recordOf(this.#knowledge, this.#profile.id, 'instance_specs', instanceSpecId);
    if (record === undefined || this.#usages.length === 0) return [];
    const spec = record.value as InstanceSpec; // as its kind says
    const roomy = fitsOf(spec, this.#usages).filter(({ fits }) => fits > 0);
    const [host] = roomy
      .filter(({ host: { id } }) => hostNodeId === null || id === hostNodeId)
      .sort((a, b) => b.free.memoryMb - a.free.memoryMb);
    if (host === undefined || !this.#hasTogether(spec)) return [this.#noCapacity(spec)];
    this.#fill(host, spec);
    return [];
  }

  #hasTogether({ cpuCores, memoryMb }: InstanceSpec): boolean {
    return this.#together.cores >= cpuCores && this.#together.memoryMb >= memoryMb;
  }

  #fill(filled: HostUsage, spec: InstanceSpec): void {
    const less = ({ used, free, host }: HostUsage): HostUsage => ({
      host,
      used: { cores: used.cores + spec.cpuCores, memoryMb: used.memoryMb + spec.memoryMb },
      free: { cores: free.cores - spec.cpuCores, memoryMb: free.memoryMb - spec.memoryMb },
    });
    const { cores, memoryMb } = this.#together;
    this.#together = { cores: cores - spec.cpuCores, memoryMb: memoryMb - spec.memoryMb };
    this.#usages = this.#usages.map((usage) => (usage.host === filled.host ? less(usage) : usage));
  }

  #noCapacity(spec: InstanceSpec): Warning {
    const dates = (['host_nodes', 'instances'] as const).map((kind) =>
      allReadAt(this.#knowledge, this.#profile, kind),
    );
    const known = dates.filter((date) => date !== null);
    const error = appError('operation/no-capacity', 'no known host has room', { id: spec.id });
    return { error, asOf: known.length === dates.length ? Math.min(...known) : null };
  }
}
