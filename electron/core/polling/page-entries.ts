import type { ResourceId } from '#contract/ids.ts';
import type { Page } from '../dcmgr/client.ts';

/** Names of a page's places in order; null where a record did not even have an id. */
export type Entries = readonly (ResourceId | null)[];

/** The places of a page, those of records that did not decode among them. */
export function entriesOf(page: Page): Entries {
  const entries = new Array<ResourceId | null | undefined>(page.count);
  for (const { offset, id } of page.rejected) entries[offset - page.start] = id;
  const records = page.records[Symbol.iterator]();
  for (let i = 0; i < page.count; i++) {
    if (entries[i] === undefined) entries[i] = records.next().value?.id ?? null;
  }
  return Array.from({ length: page.count }, (_, i) => entries[i] ?? null);
}
