import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recordsOf } from '../../testing/inventory-store-contract.ts';
import { aBatch, aStoredRecord, osaka } from '../../testing/stored-records.ts';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { type NodePorts, type NodePortsOptions, openNodePorts } from './ports.ts';

const plainCipher = {
  encrypt: (text: string) => Buffer.from(text).toReversed(),
  decrypt: (locked: Uint8Array) => Buffer.from(locked.toReversed()).toString('utf8'),
};

async function opened(dataDir: string, options: Partial<NodePortsOptions> = {}): Promise<NodePorts> {
  const some = { secrets: 'memory', version: '1.2.3', host: 'web', demo: false, verbose: false } as const;
  const ports = await openNodePorts({ dataDir, ...some, ...options });
  if (!ports.ok) throw new Error(ports.error.message);
  onTestFinished(() => close(ports.value));
  return ports.value;
}

const close = ({ ports, release }: NodePorts): void => {
  ports.store.close();
  release();
};

const record = aStoredRecord();
const written = aBatch({ upserts: [{ record, raw: '{}' }] });

describe('the ports on Node', () => {
  it('keep everything in the data folder, from one engine to the next', async () => {
    const dataDir = path.join(temporaryFolder(), 'nori');
    const first = await opened(dataDir, { secrets: plainCipher });
    first.ports.store.apply(written);
    await first.ports.profiles.save({ version: 1, datacenters: ['x'], origins: {} });
    await first.ports.settings.save({ ...(await first.ports.settings.load()).value, theme: 'dark' });
    await first.ports.secrets.set(osaka, { password: 'hunter2' });
    close(first);

    const { ports } = await opened(dataDir, { secrets: plainCipher });

    expect(recordsOf(ports.store)).toEqual([record]);
    expect((await ports.profiles.load()).value.datacenters).toEqual(['x']);
    expect((await ports.settings.load()).value.theme).toBe('dark');
    expect(await ports.secrets.get(osaka)).toEqual({ password: 'hunter2' });
    expect([ports.notices, ports.store.notices]).toEqual([[], []]);
    expect(ports.host).toEqual({ kind: 'web', version: '1.2.3', dataDir, demo: false });
    expect(ports.newId()).not.toBe(ports.newId());
    expect(readdirSync(dataDir).sort()).toEqual([
      'engine.lock',
      'engine.pid',
      'inventory.sqlite',
      'inventory.sqlite-wal',
      'nori.log',
      'profiles.json',
      'secrets.json',
      'settings.json',
    ]);
    expect(readFileSync(path.join(dataDir, 'nori.log'), 'utf8')).not.toContain('hunter2');
  });

  it('write no secret where there is no keychain', async () => {
    const dataDir = temporaryFolder();
    const { ports } = await opened(dataDir);

    await ports.secrets.set(osaka, { password: 'hunter2' });

    expect(ports.secrets.persists).toBe(false);
    expect(readdirSync(dataDir)).not.toContain('secrets.json');
  });

  it('are refused to a second engine on the same folder', async () => {
    const dataDir = temporaryFolder();
    await opened(dataDir);

    await expect(opened(dataDir)).rejects.toThrow(`another Nori (process ${String(process.pid)}) uses`);
  });

  it('fall back to memory, with a notice, where a later version wrote the store', async () => {
    const dataDir = temporaryFolder();
    const file = path.join(dataDir, 'inventory.sqlite');
    close(await opened(dataDir));
    const db = new DatabaseSync(file);
    db.exec('PRAGMA user_version = 1000');
    db.close();
    const before = readFileSync(file);

    const { ports } = await opened(dataDir);

    expect(ports.notices).toMatchObject([{ code: 'store/newer-schema' }]);
    expect(ports.store.apply(written).ok).toBe(true);
    expect(recordsOf(ports.store)).toEqual([record]);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readFileSync(path.join(dataDir, 'nori.log'), 'utf8')).toContain('store/newer-schema');
  });
});
