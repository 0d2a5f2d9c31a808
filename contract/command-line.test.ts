import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellQuote, toCurl, toMussel } from './command-line.ts';
import type { AccountId } from './ids.ts';

const account = 'a-demoacct' as AccountId;
const baseUrl = 'http://dc.example:9001/api';

test('a read is a plain curl with the account header', () => {
  expect(toCurl({ method: 'GET', baseUrl, path: '/instances/i-1', account })).toBe(
    "curl -H 'X-VDC-ACCOUNT-UUID: a-demoacct' http://dc.example:9001/api/instances/i-1",
  );
});

test('a write says its method and carries its body whole', () => {
  const body = `{"instance":{"hostname":"it's"}}`;

  expect(toCurl({ method: 'POST', baseUrl, path: '/instances.json', account, body })).toBe(
    `curl -X POST -H 'X-VDC-ACCOUNT-UUID: a-demoacct' -H 'Content-Type: application/json' --data-binary ` +
      `'{"instance":{"hostname":"it'\\''s"}}' http://dc.example:9001/api/instances.json`,
  );
});

test('mussel gets the endpoint, the account and the dialect of the base URL', () => {
  const shown = { kind: 'host_nodes', id: 'hn-1', account } as const;

  expect(toMussel({ ...shown, baseUrl })).toBe(
    'DCMGR_API_VERSION=11.12 DCMGR_BASE_URI=http://dc.example:9001/api account_id=a-demoacct mussel host_node show hn-1',
  );
  expect(toMussel({ ...shown, baseUrl: `${baseUrl}/12.03` })).toContain('DCMGR_API_VERSION=12.03 ');
});

test('a real shell reads back every quoted word unchanged', () => {
  const word = fc.string({
    maxLength: 40,
    unit: fc.constantFrom('a', "'", '"', '$', '`', '\\', ' ', '\n', '!', '*', '日'),
  });
  fc.assert(
    fc.property(word, (text) => {
      const script = `printf %s ${shellQuote(text)}`;
      expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(text);
    }),
    { numRuns: 60 },
  );
});
