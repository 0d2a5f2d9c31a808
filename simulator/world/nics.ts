import { lease, release } from './addresses.ts';
import type { Configuration, NetworkProfile } from './configuration.ts';
import type { Database } from './database.ts';
import type { Instance, Nic } from './records.ts';
import type { Random } from './random.ts';

type Parts = { readonly database: Database; readonly configuration: Configuration; readonly random: Random };
type Layout = Pick<Nic, 'networkId' | 'natNetworkId'>;

function layout({ database }: Parts, profile: NetworkProfile, vifCount: number): Layout[] {
  switch (profile.kind) {
    case 'flat': {
      const first = database.networks.rows[0];
      return first === undefined ? [] : [{ networkId: first.id, natNetworkId: null }];
    }
    case 'nat':
      return [{ networkId: profile.inside, natNetworkId: profile.outside }];
    case 'template':
      return profile.networkIds.slice(0, vifCount).map((networkId) => ({ networkId, natNetworkId: null }));
  }
}

/** Gives every NIC of the instance its addresses again; false when a network has none left. */
export function leaseAddresses({ database, random }: Parts, instance: Instance): boolean {
  for (const nic of instance.nics) {
    const inside = database.networks.get(nic.networkId);
    nic.address = inside === undefined ? null : lease(inside, random);
    if (nic.address === null) return false;
    if (nic.natNetworkId === null) continue;
    const outside = database.networks.get(nic.natNetworkId);
    nic.natAddress = outside === undefined ? null : lease(outside, random);
    if (nic.natAddress === null) return false;
  }
  return true;
}

export function releaseAddresses({ database }: Pick<Parts, 'database'>, instance: Instance): void {
  for (const nic of instance.nics) {
    const outside = nic.natNetworkId === null ? undefined : database.networks.get(nic.natNetworkId);
    release(nic, database.networks.get(nic.networkId), outside);
  }
}

/** Creates the NICs of a new instance by its scheduling profile and leases their addresses; false when that fails. */
export function createNics(parts: Parts, instance: Instance): boolean {
  const profile = parts.configuration.networkProfiles.get(instance.networkScheduler);
  const spec = parts.database.specs.get(instance.specId);
  if (profile === undefined) return false;
  const places = layout(parts, profile, spec?.vifCount ?? 1);
  if (places.length === 0) return false;
  instance.nics = places.map((place) => ({
    id: parts.database.newNicId(),
    ...place,
    address: null,
    natAddress: null,
  }));
  return leaseAddresses(parts, instance);
}
