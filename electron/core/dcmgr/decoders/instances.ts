import type {
  ImageId,
  HostNodeId,
  InstanceId,
  InstanceSpecId,
  NetworkId,
  NicId,
  SecurityGroupId,
  SshKeyPairId,
  VolumeId,
} from '#contract/ids.ts';
import type { Instance } from '#contract/resources.ts';
import type { Fields } from '../fields.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { Decoder } from './decoder.ts';

/**
 * Reference §9.1. Later dialects (§12) leave out `instance_spec_id` (12.03 has no specs: an empty id),
 * `security_groups` and `network` (both are found in `vif` there) and a volume's `guest_device_name`; they send
 * the key pair as an object. Everything else is required.
 */
export const decodeInstance: Decoder<'instances'> = (fields, { id }) => ({
  id: id as InstanceId, // its prefix was checked
  hostNodeId: fields.idOrNull<HostNodeId>('host_node'),
  instanceSpecId: fields.has('instance_spec_id')
    ? fields.id<InstanceSpecId>('instance_spec_id')
    : ('' as InstanceSpecId), // no specs in this dialect
  imageId: fields.id<ImageId>('image_id'),
  cpuCores: fields.number('cpu_cores'),
  memoryMb: fields.number('memory_size'),
  arch: fields.string('arch'),
  hostname: fields.string('hostname'),
  haEnabled: fields.flag('ha_enabled'),
  state: fields.string('state'),
  status: fields.string('status'),
  createdAt: fields.time('created_at'),
  sshKeyPairId: sshKeyPairId(fields),
  securityGroupIds: fields.has('security_groups')
    ? fields.ids<SecurityGroupId>('security_groups')
    : securityGroupsOfNics(fields),
  networks: fields.has('network') ? fields.objects('network', toNetwork) : networksOfNics(fields),
  nics: fields.objects('vif', toNic),
  volumes: fields.objects('volume', toVolume),
});

const toNetwork = (fields: Fields): Instance['networks'][number] => ({
  networkId: fields.id<NetworkId>('network_name'), // an id, whatever the name says
  addresses: fields.strings('ipaddr'),
  dnsName: fields.stringOrNull('dns_name'),
  natNetworkId: fields.idOrNull<NetworkId>('nat_network_name'),
  natAddresses: fields.strings('nat_ipaddr'),
  natDnsName: fields.stringOrNull('nat_dns_name'),
});

const toNic = (fields: Fields): Instance['nics'][number] => ({
  id: fields.id<NicId>('vif_id'),
  ipv4: fields.objectOrNull('ipv4', toIpv4),
});

const toIpv4 = (fields: Fields) => ({
  address: fields.string('address'),
  natAddress: fields.stringOrNull('nat_address'),
});

const toVolume = (fields: Fields): Instance['volumes'][number] => ({
  id: fields.id<VolumeId>('vol_id'),
  guestDeviceName: fields.stringOrNull('guest_device_name'),
  state: fields.string('state'),
});

function sshKeyPairId(fields: Fields): SshKeyPairId | null {
  return isJsonObject(fields.peek('ssh_key_pair'))
    ? fields.objectOrNull('ssh_key_pair', (pair) => pair.id<SshKeyPairId>('uuid'))
    : fields.idOrNull<SshKeyPairId>('ssh_key_pair');
}

/** NICs as 12.03 sends them. Only looked at: `toNic` reads them, and what it does not know is left over. */
function nicsOf(fields: Fields): readonly JsonObject[] {
  const nics = fields.peek('vif');
  return Array.isArray(nics) ? nics.filter(isJsonObject) : [];
}

function securityGroupsOfNics(fields: Fields): readonly SecurityGroupId[] {
  const groups = nicsOf(fields).flatMap((nic) => nic['security_groups'] ?? []);
  return [...new Set(groups.filter((id) => typeof id === 'string' && id !== ''))] as SecurityGroupId[]; // just checked
}

function networksOfNics(fields: Fields): Instance['networks'] {
  return nicsOf(fields).flatMap((nic) => {
    const { network_id: networkId, ipv4 } = nic;
    if (typeof networkId !== 'string' || networkId === '') return [];
    if (!isJsonObject(ipv4) || typeof ipv4['address'] !== 'string') return [];
    const nat = ipv4['nat_address'];
    return {
      networkId: networkId as NetworkId, // just checked
      addresses: [ipv4['address']],
      dnsName: null,
      natNetworkId: null,
      natAddresses: typeof nat === 'string' ? [nat] : [],
      natDnsName: null,
    };
  });
}
