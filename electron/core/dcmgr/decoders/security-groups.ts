import type { SecurityGroupId } from '#contract/ids.ts';
import type { SecurityGroupRule } from '#contract/resources.ts';
import type { Fields } from '../fields.ts';
import { type Decoder, requiredOwner } from './decoder.ts';

/** Reference §9.6; a rule text of null is no rule. Rules of later dialects (§12) lack `permission`, the source line: it is empty there. */
export const decodeSecurityGroup: Decoder<'security_groups'> = (fields, identity) => ({
  id: identity.id as SecurityGroupId, // its prefix was checked
  accountId: requiredOwner(fields, identity),
  description: fields.stringOrNull('description'),
  rule: fields.stringOrNull('rule') ?? '',
  rules: fields.objects('rules', toRule),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});

function toRule(fields: Fields): SecurityGroupRule {
  const permission = fields.has('permission') ? fields.string('permission') : '';
  const protocol = fields.string('ip_protocol');
  const source = fields.string('ip_source');
  fields.echo('protocol', source.startsWith('sg-') ? null : 'ip4');
  return protocol === 'icmp'
    ? // dcmgr answers the line's first number, the type, as `icmp_code`, and the second as `icmp_type`
      { kind: 'icmp', permission, type: fields.number('icmp_code'), code: fields.number('icmp_type'), source }
    : {
        kind: 'ports',
        permission,
        protocol,
        fromPort: fields.number('ip_fport'),
        toPort: fields.number('ip_tport'),
        source,
      };
}
