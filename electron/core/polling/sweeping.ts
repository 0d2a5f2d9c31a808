import { type AppError, appError } from '#contract/errors.ts';
import type { Problem } from '#contract/endpoint.ts';
import type { ResourceId } from '#contract/ids.ts';
import type { Page } from '../dcmgr/client.ts';
import type { Departures } from './departures.ts';
import type { PollContext } from './poll-context.ts';
import type { PolledList, Sweeping } from './polled-list.ts';
import { isBare500, scopeOf } from './reachability.ts';
import type { SweepEnd } from './sweep-end.ts';

type Complete = Extract<SweepEnd, { kind: 'complete' }>;

/** Faulty records of a sweep that are kept to be told. */
const keptFaulty = 20;
/** A page that broke off after this long was too much to ask: servers that kill what lasts don't say so. */
const tooLongMs = 5_000;
/** A disabled account is asked again this rarely at most. */
const accountRetryMs = 300_000;

/** Asks for the next page of a list, and does with the answer what it calls for. */
export async function sweepPage(
  context: PollContext,
  list: PolledList,
  departures: Departures,
): Promise<void> {
  const { inventory } = context.dependencies;
  const sweeping = list.sweepOn(() => inventory.idsListedBy(list.kind, list.account));
  const request = sweeping.sweep.request(context.pageSizes.get(list.kind));
  if (request === null) throw new Error('a sweep that has ended was asked to go on');
  const { result, askedAt } = await context.asking.page({
    kind: list.kind,
    account: list.account,
    ...request,
  });
  if (result.ok) takePage(context, list, { page: result.value, limit: request.limit, askedAt });
  else takeFailure(context, list, result.error.error, result.error.exchange.ms);
  if (list.sweeping === sweeping && sweeping.sweep.end !== null)
    endSweep(context, list, sweeping.sweep.end, departures);
}

function takePage(
  context: PollContext,
  list: PolledList,
  { page, limit, askedAt }: { readonly page: Page; readonly limit: number; readonly askedAt: number },
): void {
  const { ms } = page.exchange;
  context.pageSizes.came(list.kind, { limit, count: page.count, ms });
  list.pageRead(ms, page.count, page.ownerTotal);
  const sweeping = list.sweeping;
  if (sweeping === null) return;
  const faulty = [...page.rejected, ...page.mended];
  sweeping.faulty.push(...faulty.slice(0, keptFaulty - sweeping.faulty.length));
  observePage(context, list, page, askedAt);
  sweeping.sweep.take(page);
}

/** Hands a page's records to the inventory, and tells the spotlight that these need not be shown. */
export function observePage(context: PollContext, list: PolledList, page: Page, at: number): void {
  const { inventory, clock } = context.dependencies;
  const baseline = list.sweptAt === null;
  inventory.observe({ kind: list.kind, listedBy: list.account, at, records: page.records, baseline });
  context.rotation.noteSeen(
    list.kind,
    page.records.map(({ id }) => id),
    clock.elapsed() - page.exchange.ms,
  );
}

function takeFailure(context: PollContext, list: PolledList, error: AppError, ms: number): void {
  list.pageRead(ms, 0, null);
  if (error.code === 'endpoint/timeout' || ms >= tooLongMs) context.pageSizes.timedOut(list.kind);
  if (isBare500(error)) list.sweeping?.sweep.unreadable();
  else failList(context, list, error);
}

/** Leaves alone for a while whatever the failure is the fault of. */
export function failList(context: PollContext, list: PolledList, error: AppError): void {
  const scope = scopeOf(error);
  if (scope === 'endpoint') list.interrupted(error);
  else if (scope === 'list') list.failed(error);
  else {
    const { slowIntervalMs } = context.dependencies.profile.polling;
    const mates = context.lists.filter(({ account }) => account === list.account);
    for (const mate of mates) mate.failed(error, Math.max(accountRetryMs, slowIntervalMs));
  }
}

function endSweep(context: PollContext, list: PolledList, end: SweepEnd, departures: Departures): void {
  const sweeping = list.sweeping;
  if (sweeping === null) return;
  if (end.kind === 'complete') {
    completeSweep(context, list, sweeping, end, departures);
    return;
  }
  const isCyclic = end.error.code === 'list/cyclic-pages';
  context.problems.replace(scopeName(list), isCyclic ? [problem(context, list, end.error)] : []);
  list.failed(end.error);
  if (!isCyclic) context.reachability.suspected();
}

function completeSweep(
  context: PollContext,
  list: PolledList,
  sweeping: Sweeping,
  end: Complete,
  departures: Departures,
): void {
  const { kind, account } = list;
  const { inventory, clock } = context.dependencies;
  const { startedAt, known } = sweeping;
  const errors = [
    ...(end.doubt === null ? [] : [end.doubt]),
    ...(end.order.unread === 0 ? [] : [placesUnread(end.order.unread)]),
    ...end.order.unreadable().map((place) => unreadableRecord(place)),
    ...sweeping.faulty.map(({ error, offset, id }) => ({
      ...error,
      details: { ...error.details, offset, id },
    })),
  ];
  context.problems.replace(
    scopeName(list),
    errors.map((error) => problem(context, list, error)),
  );
  list.completed(end);
  const isRead = end.order.unread === 0;
  if (isRead) inventory.swept({ kind, account, startedAt, ownerTotal: end.ownerTotal });
  if (!end.trusted) return;
  const missing = new Set<ResourceId>();
  for (const id of known) if (!end.seen.has(id)) missing.add(id);
  const whole = end.order.firstUnreadable === null;
  departures.swept(kind, account, missing, { exact: end.exact, whole, isRead }, clock.elapsed());
}

const placesUnread = (places: number): AppError =>
  appError('list/places-unread', 'given up for now: too many pages made dcmgr fail', { places });

const unreadableRecord = ({
  offset,
  newer,
  older,
}: {
  readonly offset: number;
  readonly newer: ResourceId | null;
  readonly older: ResourceId | null;
}): AppError =>
  appError('list/unreadable-record', 'dcmgr fails to render this record', { offset, newer, older });

/** Where the problems of one list are kept. */
export const scopeName = ({ kind, account }: Pick<PolledList, 'kind' | 'account'>): string =>
  `${kind} ${account}`;

/** A problem of a list, noticed now. */
export const problem = (
  context: PollContext,
  { kind, account }: Pick<PolledList, 'kind' | 'account'>,
  error: AppError,
): Problem => ({ error, kind, account, at: context.dependencies.clock.now() });
