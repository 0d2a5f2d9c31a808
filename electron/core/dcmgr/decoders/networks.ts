import type { NetworkId } from '#contract/ids.ts';
import type { Network } from '#contract/resources.ts';
import type { Fields } from '../fields.ts';
import { type Decoder, requiredOwner } from './decoder.ts';

/** Reference §9.9. 12.03 sends an id as `nat_network_id` (§12), which is left over, and no bridge. */
export const decodeNetwork: Decoder<'networks'> = (fields, identity) => ({
  id: identity.id as NetworkId, // its prefix was checked
  accountId: requiredOwner(fields, identity),
  ipv4Network: fields.string('ipv4_network'),
  ipv4Gateway: fields.stringOrNull('ipv4_gw'),
  prefix: fields.number('prefix'),
  metric: fields.number('metric'),
  domainName: fields.stringOrNull('domain_name'),
  dnsServer: fields.stringOrNull('dns_server'),
  dhcpServer: fields.stringOrNull('dhcp_server'),
  metadataServer: fields.stringOrNull('metadata_server'),
  metadataServerPort: fields.numberOrNull('metadata_server_port'),
  bandwidthMbps: fields.numberOrNull('bandwidth'),
  natNetworkNumber:
    typeof fields.peek('nat_network_id') === 'string' ? null : fields.numberOrNull('nat_network_id'),
  physicalNetworkNumber: fields.numberOrNull('physical_network_id'),
  physicalNetwork: fields.objectOrNull('physical_network', toPhysicalNetwork),
  linkInterface: fields.stringIfAny('link_interface'),
  description: fields.stringOrNull('description'),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});

const toPhysicalNetwork = (fields: Fields): NonNullable<Network['physicalNetwork']> => ({
  id: fields.number('id'),
  name: fields.string('name'),
  interfaceName: fields.stringOrNull('interface'),
  description: fields.stringOrNull('description'),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});
