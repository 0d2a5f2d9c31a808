import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connect, type Connection } from '#contract/rpc/connect.ts';
import { aProfileView } from '#contract/testing/builders.ts';
import { socketTransport } from '#page/transport/socket-transport.ts';
import { startSimulator } from '#simulator/simulator.ts';

let folder: string;
const underWay: ChildProcessWithoutNullStreams[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'nori-main-'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>page</title>');
});
afterEach(() => {
  for (const child of underWay.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function startHost(...args: string[]) {
  const main = path.join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, [
    main,
    '--data-dir',
    path.join(folder, 'data'),
    '--page',
    folder,
    ...args,
  ]);
  underWay.push(child);
  const stdout: string[] = [];
  const lines = createInterface({ input: child.stdout }).on('line', (line) => stdout.push(line));
  let stderr = '';
  child.stderr.on('data', (part) => (stderr += String(part)));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stderr }));
  const nextLine = async () => String((await Promise.race([once(lines, 'line'), failure(ended)]))[0]);
  return { child, stdout, nextLine, ended };
}

/** A host that ends where a line was awaited fails the test with what it said. */
async function failure(ended: Promise<{ code: number | null; stderr: string }>): Promise<never> {
  const { code, stderr } = await ended;
  throw new Error(`the host ended with ${String(code)}: ${stderr}`);
}

/** Follows a link as a browser does, and connects as the page does. */
async function followLink(link: string): Promise<Connection> {
  const { origin, host, hash } = new URL(link);
  const answer = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { origin },
    body: hash.slice(1),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { origin, cookie } });
  await once(socket, 'open');
  // The `ws` client speaks the DOM's WebSocket as far as a transport uses it.
  return connect(socketTransport(socket as unknown as Parameters<typeof socketTransport>[0]));
}

/** Instances known to the engine, once there are as many as expected. */
async function instanceIds(page: Connection, expected: number): Promise<string[]> {
  const ids = new Set<string>();
  const enough = new Promise<void>((resolve) => {
    const note = (rows: readonly { readonly id: string }[]) => {
      for (const { id } of rows) ids.add(id);
      if (ids.size >= expected) resolve();
    };
    page.on('inventory.changed', (delta) => {
      if (delta.kind === 'instances') note(delta.upserted);
    });
    void page
      .call('inventory.subscribe', { kind: 'instances' })
      .then(() => page.call('inventory.chunk', { kind: 'instances', offset: 0 }))
      .then((chunk) => {
        if (chunk.ok) note(chunk.value.rows);
      });
  });
  await enough;
  return [...ids].sort();
}

describe('the web host', () => {
  it('shows a datacenter’s instances, keeps them over a restart, and ends in order', async () => {
    const simulator = await startSimulator({ hosts: 3, instances: 20, tenants: 1 });
    const { profile } = aProfileView({
      url: simulator.url,
      accounts: simulator.accounts.map((id) => ({ id })),
    });
    const first = startHost('--demo');
    const page = await followLink(await first.nextLine());

    const info = await page.call('app.info', null);
    const saved = await page.call('profiles.save', { profile, secrets: {} });
    const ids = await instanceIds(page, 20);
    first.child.kill('SIGTERM');
    const { code } = await first.ended;
    await simulator.close();

    expect(info).toMatchObject({ ok: true, value: { host: 'web', demo: true, notices: [] } });
    expect(saved.ok).toBe(true);
    expect(code).toBe(0);
    expect(first.stdout).toHaveLength(1);

    const second = startHost();
    const pageAgain = await followLink(await second.nextLine());
    expect(await instanceIds(pageAgain, 20)).toEqual(ids);
  });

  it('prints another link for Enter, and the one before is void', async () => {
    const host = startHost();
    const link = await host.nextLine();

    host.child.stdin.write('\n');
    const another = await host.nextLine();
    const { origin, hash } = new URL(link);
    const before = await fetch(`${origin}/session`, {
      method: 'POST',
      headers: { origin },
      body: hash.slice(1),
    });
    const page = await followLink(another);

    expect(before.status).toBe(403);
    expect(page.state).toBe('open');
  });

  it('says what is wrong with its command line', async () => {
    const { code, stderr } = await startHost('--port', 'http').ended;

    expect(code).toBe(2);
    expect(stderr).toContain("--port is a number from 0 to 65535, not 'http'");
    expect(stderr).toContain('Usage:');
  });

  it('says that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';

    const { code, stderr } = await startHost('--port', port).ended;
    other.close();

    expect(code).toBe(1);
    expect(stderr).toContain(`port ${port} is taken`);
  });

  it('says that there is no page to serve', async () => {
    rmSync(path.join(folder, 'index.html'));

    const { code, stderr } = await startHost().ended;

    expect(code).toBe(1);
    expect(stderr).toContain('npm run build');
  });
});
