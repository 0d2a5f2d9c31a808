import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { datacenterColours } from '#contract/profile.ts';
import { profilesFileSchema } from '#contract/profile-file.ts';

/** A simulated datacenter as `profiles.json` names it. */
export type DemoProfile = {
  readonly id: string;
  readonly name: string;
  readonly colour: (typeof datacenterColours)[number];
  readonly url: string;
  readonly accounts: readonly { readonly id: string; readonly label: string }[];
};

const entrySchema = z.looseObject({ id: z.string().optional() });

/**
 * Brings the demo's `profiles.json` up to this run: the simulated datacenters that it names get their present
 * addresses, whatever else was edited in the demo stays. Without a readable file, all of them are written.
 */
export async function writeDemoProfiles(dataDir: string, demo: readonly DemoProfile[]): Promise<void> {
  const file = path.join(dataDir, 'profiles.json');
  const present = await readProfiles(file);
  const contents = present === null ? { version: 1, datacenters: demo } : withAddresses(present, demo);
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, `${JSON.stringify(contents, null, 2)}\n`);
}

async function readProfiles(file: string) {
  const text = await readFile(file, 'utf8').catch(() => null); // a first start has none
  if (text === null) return null;
  try {
    return profilesFileSchema.parse(JSON.parse(text));
  } catch {
    return null; // not worth keeping: everything in it is simulated
  }
}

function withAddresses(present: z.output<typeof profilesFileSchema>, demo: readonly DemoProfile[]) {
  const datacenters = present.datacenters.map((entry) => {
    const { data } = entrySchema.safeParse(entry);
    const own = demo.find(({ id }) => id === data?.id);
    return own === undefined || data === undefined ? entry : { ...data, url: own.url };
  });
  return { ...present, datacenters };
}
