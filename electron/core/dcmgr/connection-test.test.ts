import { describe, expect, it } from 'vitest';
import type { ConnectionTest } from '#contract/connection-test.ts';
import type { AccountId } from '#contract/ids.ts';
import { type ResourceKind, resourceKinds } from '#contract/resource-kind.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { answersJson, FakeHttp, type ScriptedAnswer } from '../../../testing/fake-http.ts';
import { recordedDocuments } from '../../../testing/recordings.ts';
import { testConnection } from './connection-test.ts';
import { createDcmgrClient } from './dcmgr-client.ts';

const account = 'a-demoacct' as AccountId; // checked where a person types it
const shared = 'a-shpoolxx' as AccountId; // as above
type Lists = Partial<Record<ResourceKind, ScriptedAnswer | ((limit: number) => ScriptedAnswer)>>;

const list = (total: number, results: readonly unknown[] = []) =>
  answersJson([{ owner_total: total, results }]);
const ownedBy = (kind: ResourceKind, owner: string) => {
  const found = recordedDocuments().find((one) => one.kind === kind);
  return { ...found?.document, account_id: owner };
};

/** Runs a test against lists that are empty unless given, per account. */
async function run(lists: Readonly<Record<string, Lists>>, accounts: readonly AccountId[] = [account]) {
  const http = new FakeHttp(({ path, headers }) => {
    const kind = /^\/(\w+)/.exec(path)?.[1] as ResourceKind; // our client asks for nothing else
    const answer = lists[headers['x-vdc-account-uuid'] ?? '']?.[kind] ?? list(0);
    return typeof answer === 'function' ? answer(Number(/limit=(\d+)/.exec(path)?.[1])) : answer;
  });
  const client = createDcmgrClient({ http, timeoutMs: 1_000 });
  const reports: ConnectionTest[] = [];
  const report = (test: ConnectionTest) => void reports.push(test);
  const signal = new AbortController().signal;
  const test = await testConnection({ client, accounts, clock: new FakeClock(60_000), report, signal });
  return { test, reports, asked: http.seen.map(({ path }) => path) };
}

const everyList = (answer: ScriptedAnswer): Lists =>
  Object.fromEntries(resourceKinds.map((kind) => [kind, answer] as const));

describe('a connection test', () => {
  it("asks every list of every account for one record, and reports each list's total", async () => {
    const { test, asked } = await run(
      { [account]: { instances: list(57) }, [shared]: { host_nodes: list(3) } },
      [account, shared],
    );

    expect(asked).toHaveLength(20);
    expect(asked[0]).toBe('/instances?start=0&limit=1');
    expect(test).toMatchObject({ done: true, error: null });
    expect(test.accounts[0]?.lists.map((probe) => probe.ownerTotal)).toEqual([
      57,
      ...Array<number>(9).fill(0),
    ]);
    expect(test.accounts.map((probe) => probe.suspicion)).toEqual([null, null]);
  });

  it('reports as it goes, and done once, last', async () => {
    const { reports } = await run({ [account]: { instances: list(1) } });

    expect(reports.map(({ done }) => done)).toEqual([...Array<boolean>(11).fill(false), true]);
    expect(reports[2]?.accounts[0]?.lists).toHaveLength(3);
  });

  it('questions an account whose every list is empty', async () => {
    const { test } = await run({ [account]: {} });

    expect(test.accounts[0]?.suspicion).toMatchObject({ code: 'account/all-empty', details: { account } });
  });

  it('is not misled by what is shared with everybody', async () => {
    const images = list(3, [ownedBy('images', shared)]);
    const specs = list(2, [ownedBy('instance_specs', shared)]);

    const { test } = await run({ [account]: { images, instance_specs: specs } });

    expect(test.accounts[0]?.suspicion).toMatchObject({ code: 'account/all-empty' });
  });

  it('believes an account that owns but one image among public ones', async () => {
    const results = [
      ownedBy('images', shared),
      { ...ownedBy('images', account), id: 'wmi-own', uuid: 'wmi-own' },
    ];
    const images = (limit: number) => list(2, results.slice(0, limit));

    const { test, asked } = await run({ [account]: { images } });

    expect(test.accounts[0]?.suspicion).toBeNull();
    expect(asked.slice(10)).toEqual(['/images?start=0&limit=100']);
  });

  it('believes the shared pool for its own specs', async () => {
    const specs = list(1, [ownedBy('instance_specs', shared)]);

    expect(
      (await run({ [shared]: { instance_specs: specs } }, [shared])).test.accounts[0]?.suspicion,
    ).toBeNull();
  });

  it('does not judge an account by a list that failed', async () => {
    const { test } = await run({ [account]: { instances: answersJson({}, 500) } });

    expect(test).toMatchObject({ error: null, accounts: [{ suspicion: null }] });
    expect(test.accounts[0]?.lists[0]?.error?.code).toBe('endpoint/server-error');
  });

  it.each([
    ['endpoint/refused', { kind: 'fails', code: 'endpoint/refused' }],
    ['endpoint/tls', { kind: 'fails', code: 'endpoint/tls' }],
    ['endpoint/timeout', { kind: 'fails', code: 'endpoint/timeout' }],
    ['endpoint/not-dcmgr', { kind: 'answers', body: '<html>' }],
    ['endpoint/not-found', { kind: 'answers', status: 404, body: '<h1>Not Found</h1>' }],
    ['endpoint/unauthorised', { kind: 'answers', status: 401 }],
    ['endpoint/wrong-shape', answersJson({ hello: 'world' })],
  ] as const)('stops at the first request with %s', async (code, answer) => {
    const { test, asked } = await run({ [account]: everyList(answer) }, [account, shared]);

    expect(test).toMatchObject({ done: true, error: { code } });
    expect(asked).toHaveLength(1);
  });

  it('says so when every list fails', async () => {
    const { test, asked } = await run({ [account]: everyList({ kind: 'answers', status: 500 }) });

    expect(test.error?.code).toBe('endpoint/server-error');
    expect(asked).toHaveLength(10);
  });

  it('asks a refused account once and goes on with the next', async () => {
    const disabled = answersJson({ error: 'Dcmgr::Endpoints::DisabledAccount', code: '104' }, 403);

    const { test, asked } = await run({ [account]: everyList(disabled), [shared]: { networks: list(1) } }, [
      account,
      shared,
    ]);

    expect(asked).toHaveLength(11);
    expect(test.error).toBeNull();
    expect(test.accounts[0]?.lists).toMatchObject([{ error: { code: 'dcmgr/disabled-account' } }]);
  });

  it("compares the endpoint's clock with ours", async () => {
    const headers = { 'Content-Type': 'application/json', Date: new Date(90_000).toUTCString() };
    const instances = { kind: 'answers', headers, body: '[{"owner_total":1,"results":[]}]' } as const;

    expect((await run({ [account]: { instances } })).test.clockSkewMs).toBe(30_000);
  });
});
