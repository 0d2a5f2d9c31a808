import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DemoProfile, writeDemoProfiles } from './demo-profiles.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(os.tmpdir(), 'nori-demo-profiles-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const file = () => path.join(dataDir, 'profiles.json');
const written = async (): Promise<unknown> => JSON.parse(await readFile(file(), 'utf8'));

const tokyo: DemoProfile = {
  id: 'tokyo',
  name: 'Tokyo',
  colour: 'blue',
  url: 'http://127.0.0.1:1/api',
  accounts: [{ id: 'a-shpoolxx', label: 'operator' }],
};

it('names every simulated datacenter in a new data folder', async () => {
  await writeDemoProfiles(dataDir, [tokyo]);

  expect(await written()).toEqual({ version: 1, datacenters: [tokyo] });
});

it('moves a known datacenter to its present address and keeps what else was edited', async () => {
  const edited = { ...tokyo, name: 'Tokyo 1', safety: 'guarded' };
  const added = { id: 'mine', name: 'Mine', url: 'http://mine/api', accounts: [{ id: 'a-mine' }] };
  await writeFile(file(), JSON.stringify({ version: 1, datacenters: [edited, added], origins: {} }));

  await writeDemoProfiles(dataDir, [{ ...tokyo, url: 'http://127.0.0.1:2/api' }]);

  const datacenters = [{ ...edited, url: 'http://127.0.0.1:2/api' }, added];
  expect(await written()).toEqual({ version: 1, datacenters, origins: {} });
});

it('begins anew where the file can not be read', async () => {
  await writeFile(file(), '{ "version": 1, ');

  await writeDemoProfiles(dataDir, [tokyo]);

  expect(await written()).toEqual({ version: 1, datacenters: [tokyo] });
});
