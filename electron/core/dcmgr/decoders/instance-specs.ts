import type { InstanceSpecId } from '#contract/ids.ts';
import { readYamlColumn } from '../ruby-yaml.ts';
import { type Decoder, requiredOwner } from './decoder.ts';

/** Reference §9.10; the database lets both YAML columns be null. Later dialects have no specs at all. */
export const decodeInstanceSpec: Decoder<'instance_specs'> = (fields, identity) => ({
  id: identity.id as InstanceSpecId, // its prefix was checked
  accountId: requiredOwner(fields, identity),
  hypervisor: fields.string('hypervisor'),
  arch: fields.string('arch'),
  cpuCores: fields.number('cpu_cores'),
  memoryMb: fields.number('memory_size'),
  quotaWeight: fields.number('quota_weight'),
  vifs: readYamlColumn(fields.stringOrNull('vifs')),
  drives: readYamlColumn(fields.stringOrNull('drives')),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});
