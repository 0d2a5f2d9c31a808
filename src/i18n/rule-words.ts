import type { RuleSource, RuleTraffic } from '#contract/security-rule.ts';
import type { Words } from './words.ts';

/** What a rule lets in, in words: `TCP port 22 (SSH)`. */
export function trafficWords(traffic: RuleTraffic, t: Words): string {
  switch (traffic.kind) {
    case 'port': {
      const { port, service } = traffic;
      const protocol = traffic.protocol.toUpperCase();
      return service === null
        ? t('rule.port', { protocol, port: String(port) })
        : t('rule.portOf', { protocol, port: String(port), service });
    }
    case 'ports':
      return t('rule.ports', {
        protocol: traffic.protocol.toUpperCase(),
        from: String(traffic.from),
        to: String(traffic.to),
      });
    case 'every-port':
      return t('rule.everyPort', { protocol: traffic.protocol.toUpperCase() });
    case 'every-icmp':
      return t('rule.everyIcmp');
    case 'icmp': {
      const type =
        traffic.name === null ? t('rule.icmpType', { type: traffic.type }) : t(`rule.icmp_${traffic.name}`);
      return traffic.code === null ? type : t('rule.icmpCode', { type, code: String(traffic.code) });
    }
  }
}

/** From where, for every source but a group, which is a reference. */
export function sourceWords(source: Exclude<RuleSource, { kind: 'group' }>, t: Words): string {
  switch (source.kind) {
    case 'anywhere':
      return t('rule.anywhere');
    case 'address':
      return source.address;
    case 'range':
      return source.range;
    case 'other':
      return source.text === '' ? t('rule.noSource') : source.text;
  }
}
