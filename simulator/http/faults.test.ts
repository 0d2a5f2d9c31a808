import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../simulator.ts';
import type { FaultRequest } from './fault.ts';

type Outcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly bytes: Buffer;
      readonly headers: Record<string, unknown>;
    }
  | { readonly kind: 'broken'; readonly code: string; readonly received: number };

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ speed: 0, startAt: Date.UTC(2012, 0, 1), instances: 30, seed: 5 });
});
afterEach(() => simulator.close());

function fetchRaw(path = '/instances?start=0&limit=5', method = 'GET'): Promise<Outcome> {
  const account = simulator.accounts[1] ?? '';
  return new Promise((resolve) => {
    let received = 0;
    const broken = (error: NodeJS.ErrnoException): void => {
      resolve({ kind: 'broken', code: error.code ?? '', received });
    };
    const outgoing = request(`${simulator.url}${path}`, {
      method,
      agent: false,
      headers: { 'X-VDC-ACCOUNT-UUID': account },
    });
    outgoing.on('error', broken);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        received += chunk.length;
      });
      response.on('error', broken);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ kind: 'answer', status, bytes: Buffer.concat(chunks), headers });
      });
    });
    outgoing.end();
  });
}

async function answer(
  path?: string,
): Promise<{ status: number; text: string; headers: Record<string, unknown> }> {
  const outcome = await fetchRaw(path);
  if (outcome.kind !== 'answer') throw new Error(`no answer: ${outcome.code}`);
  return { ...outcome, text: outcome.bytes.toString('utf8') };
}

async function idsWith(fault: FaultRequest, path?: string): Promise<string[]> {
  simulator.faults.add(fault);
  const [page] = JSON.parse((await answer(path)).text) as [{ results: { id: string }[] }]; // an index
  return page.results.map(({ id }) => id);
}

describe('faults on the wire', () => {
  it('refuse connections until they are cleared', async () => {
    simulator.faults.add({ kind: 'refuse' });
    await simulator.settle();
    const refused = await fetchRaw();
    simulator.faults.clear();
    await simulator.settle();

    expect(refused).toMatchObject({ kind: 'broken', code: 'ECONNREFUSED' });
    expect((await answer()).status).toBe(200);
  });

  it.each(['reset', 'empty-reply'] as const)('%s: no byte comes back and nothing is done', async (kind) => {
    simulator.faults.add({ kind });
    const before = simulator.world.database.securityGroups.rows.length;

    const outcome = await fetchRaw('/security_groups?description=x', 'POST');

    expect(outcome).toEqual({ kind: 'broken', code: 'ECONNRESET', received: 0 });
    expect(simulator.world.database.securityGroups.rows.length).toBe(before);
  });

  it('reset-after-commit: no byte comes back, yet it is done', async () => {
    simulator.faults.add({ kind: 'reset-after-commit', count: 1 });
    const before = simulator.world.database.securityGroups.rows.length;

    const outcome = await fetchRaw('/security_groups?description=x', 'POST');

    expect(outcome).toEqual({ kind: 'broken', code: 'ECONNRESET', received: 0 });
    expect(simulator.world.database.securityGroups.rows.length).toBe(before + 1);
  });

  it('reset-mid-body: about half of the answer comes', async () => {
    const whole = (await answer()).text.length;
    simulator.faults.add({ kind: 'reset-mid-body' });

    expect(await fetchRaw()).toEqual({ kind: 'broken', code: 'ECONNRESET', received: Math.floor(whole / 2) });
  });

  it.each(['truncated-json', 'malformed-json'] as const)(
    '%s: a whole answer that does not parse',
    async (kind) => {
      simulator.faults.add({ kind });
      const { status, text } = await answer();

      expect(status).toBe(200);
      expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    },
  );

  it('invalid-utf8: bytes that are no text', async () => {
    simulator.faults.add({ kind: 'invalid-utf8' });
    const outcome = await fetchRaw();

    expect(() =>
      new TextDecoder('utf-8', { fatal: true }).decode(outcome.kind === 'answer' ? outcome.bytes : undefined),
    ).toThrow();
  });

  it('html-error and html-page: pages instead of JSON', async () => {
    simulator.faults.add({ kind: 'html-error', status: 502, count: 1 });
    const error = await answer();
    simulator.faults.add({ kind: 'html-page', count: 1 });
    const login = await answer();

    expect([error.status, login.status]).toEqual([502, 200]);
    expect([error.headers['content-type'], login.headers['content-type']]).toEqual(
      Array(2).fill('text/html;charset=utf-8'),
    );
  });

  it('redirect-loop: every answer points to itself', async () => {
    simulator.faults.add({ kind: 'redirect-loop' });

    expect(await answer('/images')).toMatchObject({ status: 302, headers: { location: '/api/images' } });
  });

  it('huge-body: as many bytes as asked for', async () => {
    simulator.faults.add({ kind: 'huge-body', bytes: 300_000 });

    expect((await answer()).text.length).toBe(300_000);
  });

  it('huge-body: waits for a slow reader without piling up listeners', async () => {
    const warnings: string[] = [];
    const note = ({ name }: Error): void => void warnings.push(name);
    process.on('warning', note);
    simulator.faults.add({ kind: 'huge-body', bytes: 20_000_000 });

    const outcome = await fetchRaw();
    process.off('warning', note);

    expect(outcome.kind === 'answer' && outcome.bytes.length).toBe(20_000_000);
    expect(warnings).toEqual([]);
  });

  it('slow-loris and latency: the same answer, later', async () => {
    const { text } = await answer();
    simulator.faults.add({ kind: 'slow-loris', bytes: 1000, ms: 1 });
    simulator.faults.add({ kind: 'latency', ms: 1 });

    expect((await answer()).text).toBe(text);
  });

  it('clock-offset: the Date header is off', async () => {
    const right = Date.parse(String((await answer()).headers['date']));
    simulator.faults.add({ kind: 'clock-offset', ms: -3_600_000 });

    expect(Date.parse(String((await answer()).headers['date']))).toBe(right - 3_600_000);
  });

  it('duplicate-ids, wrong-prefix and cyclic-pages: pages that make no sense', async () => {
    const fine = await idsWith({ kind: 'latency', ms: 0, count: 1 });

    expect(await idsWith({ kind: 'duplicate-ids', count: 1 })).toEqual([fine[0], ...fine]);
    expect(await idsWith({ kind: 'wrong-prefix', count: 1 })).toEqual(
      fine.map((id) => id.replace('i-', 'xx-')),
    );
    expect(await idsWith({ kind: 'cyclic-pages', count: 1 }, '/instances?start=5&limit=5')).toEqual(fine);
  });

  it('hang: no answer at all until the server is stopped', async () => {
    simulator.faults.add({ kind: 'hang' });
    const outcome = fetchRaw();
    while (simulator.log.total === 0) await new Promise((resolve) => setImmediate(resolve));

    await simulator.stop();

    expect(await outcome).toMatchObject({ kind: 'broken', received: 0 });
  });
});

describe('conditions of a fault', () => {
  const failing = async (path?: string, method?: string): Promise<boolean> => {
    const outcome = await fetchRaw(path, method);
    return outcome.kind === 'answer' && outcome.status === 503;
  };

  it('limit it to a path and a method', async () => {
    simulator.faults.add({ kind: 'html-error', status: 503, path: '^/api/images', method: 'get' });

    expect([await failing('/images'), await failing('/networks'), await failing('/images', 'POST')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('end it after so many hits', async () => {
    simulator.faults.add({ kind: 'html-error', status: 503, count: 2 });

    expect([await failing(), await failing(), await failing()]).toEqual([true, true, false]);
    expect(simulator.faults.list()).toEqual([]);
  });

  it('let it hit only a share of the requests', async () => {
    simulator.faults.add({ kind: 'html-error', status: 503, probability: 0.5 });
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => failing()));

    expect(new Set(outcomes)).toEqual(new Set([true, false]));
  });
});
