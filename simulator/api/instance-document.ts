import { addressText } from '../world/addresses.ts';
import type { Database } from '../world/database.ts';
import type { Instance, Nic } from '../world/records.ts';
import { time, type Fields } from './document.ts';
import { InternalError } from './errors.ts';

function fullName(instance: Instance, domain: string | null | undefined): string | null {
  return domain == null ? null : `${instance.hostname}.${instance.accountId.slice(2)}.${domain}`;
}

function networkOf(database: Database, instance: Instance, nic: Nic): Fields | undefined {
  const network = database.networks.get(nic.networkId);
  if (nic.address === null || network === undefined) return undefined;
  const outside = nic.natNetworkId === null ? undefined : database.networks.get(nic.natNetworkId);
  // All NICs are named after the first one's domain.
  const firstNetwork = database.networks.get(instance.nics[0]?.networkId ?? '');
  return {
    network_name: network.id,
    ipaddr: [addressText(nic.address)],
    dns_name: fullName(instance, firstNetwork?.domain),
    nat_network_name: outside?.id ?? null,
    nat_ipaddr: nic.natAddress === null ? [] : [addressText(nic.natAddress)],
    nat_dns_name: fullName(instance, outside?.domain),
  };
}

function vif({ id, address, natAddress }: Nic): Fields {
  if (address === null) return { vif_id: id };
  const nat = natAddress === null ? null : addressText(natAddress);
  return { vif_id: id, ipv4: { address: addressText(address), nat_address: nat } };
}

/** Fails when the image is gone: dcmgr then can't show the instance, nor any page that lists it. */
export function instanceDocument(database: Database, instance: Instance): Fields {
  const spec = database.specs.get(instance.specId);
  if (spec === undefined || database.images.get(instance.imageId) === undefined) {
    throw new InternalError(`the image or spec of ${instance.id} is gone`);
  }
  return {
    id: instance.id,
    host_node: instance.hostId,
    instance_spec_id: instance.specId,
    image_id: instance.imageId,
    cpu_cores: instance.cores,
    memory_size: instance.memoryMb,
    arch: spec.arch,
    hostname: instance.hostname,
    ha_enabled: instance.haEnabled ? 1 : 0,
    state: instance.state,
    status: instance.status,
    created_at: time(instance.createdAt),
    ssh_key_pair: instance.sshKeyId,
    security_groups: instance.groupIds,
    network: instance.nics.flatMap((nic) => networkOf(database, instance, nic) ?? []),
    vif: instance.nics.map(vif),
    volume: database.volumesOf(instance).map((volume) => ({
      vol_id: volume.id,
      guest_device_name: volume.guestDevice,
      state: volume.state,
    })),
  };
}
