import { hashText } from '../world/random.ts';
import type { Configuration, NetworkProfile } from '../world/configuration.ts';
import { abbreviation } from './names.ts';

/** What kind of datacenter to build. */
export type DatacenterPlan = {
  /** Sets names, ids, domain and address ranges. */
  readonly name: string;
  readonly hosts: number;
  /** How many instances the lists of all accounts show together. */
  readonly instances: number;
  /** Accounts beside the shared pool. */
  readonly tenants: number;
};

export type Names = {
  readonly short: string;
  readonly domain: string;
  readonly networkIds: readonly [string, string];
};

export function planNames({ name }: DatacenterPlan): Names {
  const short = abbreviation(name);
  return { short, domain: `${short}.vdc.local`, networkIds: [`nw-${short}1`, `nw-${short}2`] };
}

/** The scheduling profiles of the example configuration, over this datacenter's two networks. */
export function planConfiguration(
  plan: DatacenterPlan,
): Pick<Configuration, 'networkProfiles' | 'destinations'> {
  const [inside, outside] = planNames(plan).networkIds;
  const template = { kind: 'template', networkIds: [inside, outside, inside] } as const;
  return {
    networkProfiles: new Map<string, NetworkProfile>([
      ['default', { kind: 'flat' }],
      ['nat', { kind: 'nat', inside, outside }],
      ['vif3type1', template],
      ['vif3type2', template],
    ]),
    destinations: [
      { id: 'local', name: 'Local Store' },
      { id: 's3', name: 'Amazon S3' },
    ],
  };
}

/** Second octet of the inside network: datacenters of different names seldom share a range. */
export const rangeOctet = ({ name }: DatacenterPlan): number => 16 + (hashText(name) % 200);

/** The prefix length that leaves at least half of the addresses free. */
export function prefixFor(instances: number): number {
  let prefix = 22;
  while (2 ** (32 - prefix) < 2 * instances + 512) prefix--;
  return prefix;
}
