import type { Page } from '../dcmgr/client.ts';
import type { PollContext } from './poll-context.ts';
import type { PolledList } from './polled-list.ts';
import { isBare500, scopeOf } from './reachability.ts';
import { failList, observePage } from './sweeping.ts';

/** Pages read from the head for the sake of new records, before that is left to a sweep. */
const catchUpPages = 5;

/**
 * Looks at the newest record of a list and at its total: a launch or a disappearance shows there for the price
 * of one record. Reads on from the head until a known record is met; where the total dropped, or says more than
 * the head explains, the next sweep is brought forward.
 */
export async function checkHead(context: PollContext, list: PolledList): Promise<void> {
  const before = list.head;
  if (before === null) return;
  const first = await readHead(context, list, { start: 0, limit: 1 });
  if (first === null) return;
  const newest = first.records[0]?.id ?? null;
  const appeared = newest === before.newest ? 0 : await catchUp(context, list, first);
  list.head = { newest, ownerTotal: first.ownerTotal };
  if (appeared === null || first.ownerTotal !== before.ownerTotal + appeared) list.hurry();
}

/** Records that are new at the head; null where no known record was met. */
async function catchUp(context: PollContext, list: PolledList, first: Page): Promise<number | null> {
  const known = context.dependencies.inventory.idsListedBy(list.kind, list.account);
  const newcomers = new Set<string>();
  let start = 0;
  for (let page: Page | null = first, pages = 0; page !== null && pages <= catchUpPages; pages++) {
    const met = page.records.findIndex(({ id }) => known.has(id) && !newcomers.has(id));
    for (const { id } of met < 0 ? page.records : page.records.slice(0, met)) newcomers.add(id);
    observePage(context, list, page, context.dependencies.clock.now() - page.exchange.ms);
    start += page.count;
    if (met >= 0 || start >= page.ownerTotal) return newcomers.size;
    page = await readHead(context, list, { start, limit: context.pageSizes.get(list.kind) });
  }
  return null;
}

async function readHead(
  context: PollContext,
  list: PolledList,
  request: { readonly start: number; readonly limit: number },
): Promise<Page | null> {
  const { result } = await context.asking.page({ kind: list.kind, account: list.account, ...request });
  if (result.ok) return result.value;
  const { error } = result.error;
  if (isBare500(error)) meetUnreadable(list);
  // That the endpoint failed is no reason to read the whole list again.
  else if (scopeOf(error) !== 'endpoint') failList(context, list, error);
  return null;
}

/**
 * A sweep knows how to deal with an unreadable record, a head check does not. Where it was the newest already,
 * nothing has changed: the head is looked at again, since a launch would show.
 */
function meetUnreadable(list: PolledList): void {
  if (list.head?.newest !== null) list.head = null;
}
