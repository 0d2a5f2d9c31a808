const exact = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|UTC|[+-]\d\d:?\d\d)?$/;

/**
 * Milliseconds of an ISO 8601 time as dcmgr writes it, `2011-12-22T03:04:05Z`, or null for anything else. A
 * time without a zone is UTC, which is what dcmgr keeps.
 */
export function parseTimestamp(text: string): number | null {
  const usual = text.length === 20 && text.charCodeAt(19) === zulu ? parseUsual(text) : null;
  return usual ?? parseUnusual(text);
}

const zulu = 'Z'.charCodeAt(0);
const zero = '0'.charCodeAt(0);

/** Two digits at a place, or NaN. */
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

/** The one form 11.12 writes, read by hand: a sweep of a large list parses hundreds of thousands of them. */
function parseUsual(text: string): number | null {
  const separated = text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':';
  if (!separated || text[16] !== ':') return null;
  const year = two(text, 0) * 100 + two(text, 2);
  const [month, day] = [two(text, 5), two(text, 8)];
  const [hour, minute, second] = [two(text, 11), two(text, 14), two(text, 17)];
  const possible = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60;
  if (!possible || !(second < 60) || Number.isNaN(year) || year < 1000) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function parseUnusual(text: string): number | null {
  const match = exact.exec(text);
  if (match === null) return null;
  const zone =
    match[7] === undefined || match[7] === 'UTC' ? 'Z' : match[7].replace(/^(...)(\d\d)$/, '$1:$2');
  const time = Date.parse(`${text.slice(0, 10)}T${text.slice(11, 19)}${zone}`);
  return Number.isNaN(time) ? null : time;
}
