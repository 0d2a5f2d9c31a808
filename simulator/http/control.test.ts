import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../simulator.ts';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ speed: 0, startAt: Date.UTC(2012, 0, 1), hosts: 3, instances: 0 });
});
afterEach(() => simulator.close());

type Reply = { readonly status: number; readonly json: Record<string, unknown> };

async function control(line: string, body?: unknown): Promise<Reply> {
  const [method = 'GET', path = '/'] = line.split(' ');
  const answer = await fetch(`${simulator.controlUrl}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }; // tests look closer
}

describe('the control port', () => {
  it('launches, steps and shows what has become of it', async () => {
    const { json } = await control('POST /launch', { count: 2, hostname: 'web' });
    await control('POST /step', { ms: 60_000 });
    const state = await control('GET /state');

    expect(json['ids']).toHaveLength(2);
    expect(state.json).toMatchObject({ now: '2012-01-01T00:01:00.000Z', instances: { running: 2 } });
  });

  it('sets, lists and clears faults', async () => {
    const added = await control('POST /faults', { kind: 'html-error', path: '^/api/images', count: 3 });
    const listed = await control('GET /faults');
    const removed = await control('DELETE /faults/1');
    await control('POST /faults', { kind: 'hang' });
    await control('DELETE /faults');

    expect(added.json).toEqual({
      id: 1,
      hits: 0,
      kind: 'html-error',
      status: 500,
      path: '^/api/images',
      probability: 1,
      count: 3,
    });
    expect(listed.json).toEqual([added.json]);
    expect(removed.json).toEqual({ removed: true });
    expect(simulator.faults.list()).toEqual([]);
  });

  it('kills and revives hosts', async () => {
    const killed = await control('POST /hosts/hn-demo01/kill');
    await control('POST /step', { ms: 45 * 60_000 });
    const { json } = await control('GET /state');
    const revived = await control('POST /hosts/hn-demo01/revive');

    expect(killed.json).toEqual({ id: 'hn-demo01', alive: false, status: 'online' });
    expect((json['hosts'] as unknown[])[0]).toMatchObject({ id: 'hn-demo01', status: 'offline' });
    expect(revived.json).toEqual({ id: 'hn-demo01', alive: true, status: 'online' });
  });

  it('stops and starts the API, and tells what it received', async () => {
    const stopped = await control('POST /stop');
    await expect(fetch(simulator.url)).rejects.toThrow();
    await control('POST /start');
    await fetch(`${simulator.url}/images`, { headers: { 'X-VDC-ACCOUNT-UUID': 'a-someone' } });
    const { json } = await control('GET /log?limit=10');

    expect(stopped.json['listening']).toBe(false);
    expect(json).toMatchObject({
      total: 1,
      requests: [{ method: 'GET', target: '/api/images', account: 'a-someone', status: 200 }],
    });
  });

  it.each([
    ['POST /faults', { kind: 'earthquake' }],
    ['POST /faults', { kind: 'latency', ms: -1 }],
    ['POST /faults', { kind: 'latency', seconds: 1 }],
    ['POST /faults', { kind: 'hang', path: '(' }],
    ['POST /faults', '{"kind":'],
    ['POST /step', {}],
    ['POST /step', { ms: 'long' }],
    ['POST /launch', { specId: 'is-nosuch' }],
    ['POST /hosts/hn-nosuch/kill', {}],
  ])('refuses %s %j with a reason', async (line, body) => {
    const { status, json } = await control(line, body);

    expect(status).toBe(400);
    expect(json['error']).toMatch(/\w/);
  });

  it('names its routes where it knows none', async () => {
    const { status, json } = await control('GET /nothing');

    expect(status).toBe(404);
    expect(json['routes']).toContain('POST /step');
  });
});
