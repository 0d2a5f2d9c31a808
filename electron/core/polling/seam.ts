import type { SweepRequest } from './sweep-end.ts';

/** A page that could not be joined: the anchor has moved up from its start, at least by `back` halved. */
export type Seam = { readonly start: number; readonly end: number; readonly back: number };

/** Back to where the anchor may be, and no farther on than has just been readable. */
export function seamRequest({ start, end, back }: Seam, pageSize: number): SweepRequest {
  const from = Math.max(0, start - back);
  return { start: from, limit: Math.min(pageSize, Math.max(start + 1, end - back) - from) };
}

/** The anchor was not there either: it must be farther up. */
export const fartherBack = (seam: Seam): Seam => ({ ...seam, back: seam.back * 2 });
