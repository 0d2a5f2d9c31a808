import type { HostNodeId } from '#contract/ids.ts';
import { type Decoder, ownerIfAny } from './decoder.ts';

/** Reference §9.3. Later dialects (§12) say `display_name` for `name` and may name no account. */
export const decodeHostNode: Decoder<'host_nodes'> = (fields, identity) => ({
  id: identity.id as HostNodeId, // its prefix was checked
  accountId: ownerIfAny(fields, identity),
  name: fields.stringOrNull(fields.has('name') ? 'name' : 'display_name'),
  arch: fields.string('arch'),
  hypervisor: fields.string('hypervisor'),
  offeringCpuCores: fields.number('offering_cpu_cores'),
  offeringMemoryMb: fields.number('offering_memory_size'),
  status: fields.string('status'),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});
