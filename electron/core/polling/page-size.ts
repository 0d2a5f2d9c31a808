/** The server's time one page should cost, in milliseconds. */
export const pageAimMs = 500;
export const minPageSize = 10;
export const maxPageSize = 500;
/** At 8 ms a record, dcmgr's usual price, 25 records are well below the aim: a first page never hurts. */
export const firstPageSize = 25;

const clamp = (size: number): number => Math.min(maxPageSize, Math.max(minPageSize, Math.round(size)));

/**
 * Records to ask for next, after a page of `count` records (asked for with `size`) took `ms`. Grows towards the
 * aim by at most half again, so that one lucky answer (a warm cache) doesn't provoke a huge page; halves when a
 * page took too long. A short page says nothing about a longer one, unless it was slow.
 */
export function pageSizeAfter(size: number, count: number, ms: number): number {
  if (ms > pageAimMs * 1.5) return clamp(size / 2);
  if (count < size || ms >= pageAimMs) return size;
  const fitting = ms > 0 ? (size * pageAimMs) / ms : maxPageSize;
  return clamp(Math.min(size * 1.5, fitting));
}

/** After a page that never came. */
export const pageSizeAfterTimeout = (size: number): number => clamp(size / 2);
