const exact = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|UTC|[+-]\d\d:?\d\d)?$/;

/**
 * Milliseconds of an ISO 8601 time as dcmgr writes it, `2011-12-22T03:04:05Z`, or null for anything else. A
 * time without a zone is UTC, which is what dcmgr keeps.
 */
export function parseTimestamp(text: string): number | null {
  const usual = text.length === 20 && text.charCodeAt(19) === zulu ? parseUsual(text) : null;
  return usual ?? parseUnusual(text);
}

const dash = 0x2d;
const colon = 0x3a;
const tee = 0x54;
const zulu = 0x5a;
const zero = 0x30;

/** Two digits at a place, or NaN. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** The one form 11.12 writes, read by hand: a sweep of a large list parses hundreds of thousands of them. */
function parseUsual(text: string): number | null {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash || text.charCodeAt(10) !== tee) return null;
  if (text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) return null;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  const isDate = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  if (!isDate || !(hour < 24 && minute < 60 && second < 60)) return null;
  return (daysSinceEpoch(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second) * 1_000;
}

/** Days of the proleptic Gregorian calendar, counted with years that begin in March (leap days come last). */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const m = month > 2 ? month - 3 : month + 9;
  const leapDays = ((y / 4) | 0) - ((y / 100) | 0) + ((y / 400) | 0);
  return y * 365 + leapDays + (((m * 153 + 2) / 5) | 0) + day - 719_469;
}

function parseUnusual(text: string): number | null {
  const match = exact.exec(text);
  if (match === null) return null;
  const zone =
    match[7] === undefined || match[7] === 'UTC' ? 'Z' : match[7].replace(/^(...)(\d\d)$/, '$1:$2');
  const time = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}${zone}`);
  return Number.isNaN(time) ? null : time;
}
