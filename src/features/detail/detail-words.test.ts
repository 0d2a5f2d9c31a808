import { describe, expect, it } from 'vitest';
import { type DatacenterStatus, listStatusSchema } from '#contract/endpoint.ts';
import { accountIdSchema } from '#contract/ids.ts';
import type { SecurityGroupRule } from '#contract/resources.ts';
import { icmpTypes, meaningOf, type RuleSource } from '#contract/security-rule.ts';
import { aDatacenterStatus } from '#contract/testing/builders.ts';
import { createWords, type Words } from '../../i18n/words.ts';
import { askingAccount, commandsOf } from './commands.ts';
import { paneFreshness } from './pane-freshness.ts';
import { sourceWords, trafficWords } from '../../i18n/rule-words.ts';
import { whyMissing } from './why-missing.ts';

const words = (locale: 'en' | 'ja'): Words => {
  const { t } = createWords(locale).global;
  return (key, values = {}) => t(key, values);
};
const account = (id: string) => accountIdSchema.parse(id);
const aList = (fields: Partial<DatacenterStatus['lists'][number]>) =>
  listStatusSchema.parse({
    kind: 'networks',
    account: 'a-1',
    freshness: 'live',
    fetchedAt: 1,
    ownerTotal: 1,
    sweepRead: null,
    error: null,
    nextAt: null,
    ...fields,
  });

describe('a rule in words', () => {
  const ports = (protocol: string, fromPort: number, toPort: number): SecurityGroupRule => ({
    kind: 'ports',
    permission: '',
    protocol,
    fromPort,
    toPort,
    source: '0.0.0.0/0',
  });
  const icmp = (type: number, code: number): SecurityGroupRule => ({
    kind: 'icmp',
    permission: '',
    type,
    code,
    source: '0.0.0.0/0',
  });

  it.each([
    [ports('tcp', 22, 22), 'TCP port 22 (SSH)', 'TCP ポート 22 (SSH)'],
    [ports('tcp', 8765, 8765), 'TCP port 8765', 'TCP ポート 8765'],
    [ports('udp', 6000, 6010), 'UDP ports 6000 to 6010', 'UDP ポート 6000〜6010'],
    [ports('tcp', 1, 65_535), 'every TCP port', 'TCP の全ポート'],
    [icmp(-1, -1), 'every ICMP message', 'すべての ICMP メッセージ'],
    [icmp(8, -1), 'ICMP echo request (ping)', 'ICMP エコー要求 (ping)'],
    [icmp(3, 1), 'ICMP destination unreachable, code 1', 'ICMP 宛先到達不能、コード 1'],
    [icmp(40, -1), 'ICMP type 40', 'ICMP タイプ 40'],
  ])('reads %o', (rule, english, japanese) => {
    const { traffic } = meaningOf(rule);

    expect([trafficWords(traffic, words('en')), trafficWords(traffic, words('ja'))]).toEqual([
      english,
      japanese,
    ]);
  });

  it('has a name for every ICMP type that dcmgr takes', () => {
    for (const type of Object.keys(icmpTypes)) {
      const told = trafficWords(meaningOf(icmp(Number(type), -1)).traffic, words('ja'));
      expect(told).toMatch(/^ICMP \S/);
      expect(told).not.toContain('タイプ');
    }
  });

  it.each<[Exclude<RuleSource, { kind: 'group' }>, string]>([
    [{ kind: 'anywhere' }, 'anywhere'],
    [{ kind: 'address', address: '10.0.0.7' }, '10.0.0.7'],
    [{ kind: 'range', range: '10.0.0.0/8' }, '10.0.0.0/8'],
    [{ kind: 'other', text: '' }, 'a source that was not said'],
  ])('says from where: %o', (source, told) => {
    expect(sourceWords(source, words('en'))).toBe(told);
  });
});

describe('why a record is not there', () => {
  const of = (lists: DatacenterStatus['lists'], isKnown = true) =>
    whyMissing('networks', { isKnown, status: aDatacenterStatus('tokyo', { lists }) });
  const never = aList({ fetchedAt: null, freshness: 'never' });

  it('depends on the lists that could have held it', () => {
    expect(of([aList({})])).toBe('not-visible');
    expect(of([aList({}), never])).toBe('partly-read');
    expect(of([never])).toBe('never-read');
    expect(of([aList({ kind: 'images' })])).toBe('never-read');
    expect(of([], false)).toBe('no-datacenter');
    expect(whyMissing('networks', { isKnown: true, status: undefined })).toBe('never-read');
  });
});

describe('the age of what the pane shows', () => {
  const record = { kind: 'networks', accounts: [account('a-1')], fetchedAt: 0 } as const;
  const at = (now: number, fields: Parameters<typeof aDatacenterStatus>[1]) =>
    paneFreshness(record, aDatacenterStatus('tokyo', fields), now);

  it('is worth a warning when nothing new comes in, whatever the lists say', () => {
    for (const condition of ['unreachable', 'offline', 'paused', 'starting'] as const)
      expect(at(0, { condition, lists: [aList({})] })).toEqual({ kind: 'silent', why: condition });
    expect(paneFreshness(record, undefined, 0)).toEqual({ kind: 'silent', why: 'starting' });
  });

  it('is no worry while its list is live or it was just read by itself', () => {
    expect(at(3_600_000, { lists: [aList({})] }).kind).toBe('live');
    expect(at(59_999, { condition: 'degraded', lists: [aList({ freshness: 'stale' })] }).kind).toBe('live');
  });

  it('is one when only lists of others are live', () => {
    const lists = [
      aList({ account: account('a-2') }),
      aList({ kind: 'images' }),
      aList({ freshness: 'stale' }),
    ];
    expect(at(60_000, { lists }).kind).toBe('stale');
  });
});

describe('a record from a shell', () => {
  const record = { kind: 'instances', id: 'i-1', owner: account('a-2') } as const;

  it('is asked for as its owner where that account is read, else as one whose list held it', () => {
    const accounts = [account('a-1'), account('a-2')];
    expect(askingAccount({ ...record, accounts })).toBe('a-2');
    expect(askingAccount({ ...record, accounts: [account('a-1')] })).toBe('a-1');
    expect(askingAccount({ ...record, accounts: [] })).toBeNull();
  });

  it('is a curl and a mussel command', () => {
    expect(
      commandsOf({ ...record, accounts: [account('a-2')] }, 'http://tokyo.example.com:9001/api'),
    ).toEqual({
      curl: "curl -H 'X-VDC-ACCOUNT-UUID: a-2' http://tokyo.example.com:9001/api/instances/i-1",
      mussel: expect.stringContaining('mussel instance show i-1') as unknown,
    });
  });
});
