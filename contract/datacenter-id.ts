import { type DatacenterId, datacenterIdSchema } from './ids.ts';

/** What a name without a single Latin letter or digit becomes. */
const nameless = 'datacenter';
const maxStem = 56;

/**
 * An id made of a datacenter's name, unlike those taken: `Tokyo 1` becomes `tokyo-1`, a second one `tokyo-1-2`.
 * Chosen once, when the profile is first saved or read; renaming keeps it.
 */
export function datacenterIdFor(name: string, taken: ReadonlySet<string>): DatacenterId {
  const stem = slug(name);
  let id = stem;
  for (let number = 2; taken.has(id); number += 1) id = `${stem}-${String(number)}`;
  return datacenterIdSchema.parse(id);
}

function slug(name: string): string {
  const latin = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
  const words = latin.replace(/[^a-z0-9]+/g, '-').slice(0, maxStem);
  const trimmed = words.replace(/^-+|-+$/g, '');
  return trimmed === '' ? nameless : trimmed;
}
