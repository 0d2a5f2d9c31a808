import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { ProfileInput } from '#contract/profile.ts';

/** A datacenter as a person would write it in `profiles.json`. */
export type ProfileText = Omit<ProfileInput, 'id'> & { readonly id?: string };

/** As often as a profile may ask: tests wait for what a person would see after half a minute. */
export const shortIntervals = { fastIntervalMs: 2_000, slowIntervalMs: 10_000 } as const;

/** A data folder of a test's own. */
export class DataFolder {
  readonly path: string;

  private constructor(folder: string) {
    this.path = folder;
  }

  static async create(): Promise<DataFolder> {
    return new DataFolder(await mkdtemp(path.join(os.tmpdir(), 'nori-e2e-')));
  }

  async writeProfiles(datacenters: readonly ProfileText[]): Promise<void> {
    await writeFile(path.join(this.path, 'profiles.json'), JSON.stringify({ version: 1, datacenters }));
  }

  /** Every file in it by name, as it stands. */
  async files(): Promise<ReadonlyMap<string, Buffer>> {
    const names = await readdir(this.path);
    const read = async (name: string) => [name, await readFile(path.join(this.path, name))] as const;
    return new Map(await Promise.all(names.map(read)));
  }

  async overwrite(name: string, contents: string): Promise<void> {
    await writeFile(path.join(this.path, name), contents);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
