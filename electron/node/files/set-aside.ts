import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';

/**
 * A name beside `file` that says when and why it was set aside and is not taken yet:
 * `profiles.json` becomes `profiles.corrupt-2026-02-03T04-05-06Z.json`.
 */
export function asideName(file: string, at: number): string {
  const { dir, name, ext } = path.parse(file);
  const date = new Date(at).toISOString().replace(/\.\d+/, '').replaceAll(':', '-');
  for (let copy = 1; ; copy++) {
    const suffix = copy === 1 ? '' : `-${String(copy)}`;
    const candidate = path.join(dir, `${name}.corrupt-${date}${suffix}${ext}`);
    if (!existsSync(candidate)) return candidate;
  }
}

/** Moves a damaged file out of the way, with the companions that carry its name (`-wal`), and answers its new name. */
export function setAside(file: string, at: number, companions: readonly string[] = []): string {
  const aside = asideName(file, at);
  renameSync(file, aside);
  for (const companion of companions)
    if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  return path.basename(aside);
}
