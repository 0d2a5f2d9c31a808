import type { Locale, Words } from './words.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Whether an age reads as now: sentences that say how long ago something was done say it another way then. */
export const isNow = (ms: number): boolean => ms < second;

/** How long ago: `3 s ago`, `5 min ago`. Times ahead of the clock read as now: clocks differ a little. */
export function formatAge(ms: number, t: Words): string {
  if (isNow(ms)) return t('time.now');
  return t('time.ago', { span: formatSpan(ms, t) });
}

/** A length of time by its largest unit, rounded down: `3 s`, `5 min`, `2 h`, `4 d`. */
export function formatSpan(ms: number, t: Words): string {
  if (ms < minute) return t('time.seconds', { count: Math.floor(Math.max(0, ms) / second) });
  if (ms < hour) return t('time.minutes', { count: Math.floor(ms / minute) });
  if (ms < day) return t('time.hours', { count: Math.floor(ms / hour) });
  return t('time.days', { count: Math.floor(ms / day) });
}

/**
 * The same for a list's cells: finding words costs more than all else of drawing one, and ages that read alike are
 * many. To be made anew for other words.
 */
export function rememberingSpans(format: (ms: number, t: Words) => string, t: Words): (ms: number) => string {
  const known = new Map<number, string>();
  return (ms) => {
    const step = roundedDown(Math.max(0, ms));
    const text = known.get(step) ?? format(step, t);
    known.set(step, text);
    return text;
  };
}

/** To the largest unit, which is all that is said. */
function roundedDown(ms: number): number {
  const unit = [day, hour, minute].find((each) => ms >= each) ?? second;
  return Math.floor(ms / unit) * unit;
}

/** Whole seconds until then, rounded up, so that a countdown ends at its end. */
export const formatCountdown = (ms: number, t: Words): string =>
  ms < minute ? t('time.seconds', { count: Math.ceil(Math.max(0, ms) / second) }) : formatSpan(ms, t);

const exact = new Map<Locale, Intl.DateTimeFormat>();

/** Date and time to the second, local, with the zone. */
export function formatExactTime(at: number, locale: Locale): string {
  const format =
    exact.get(locale) ?? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' });
  exact.set(locale, format);
  return format.format(at);
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `2011-12-22 03:04`, local: sorts and aligns, and reads alike in every language. */
export function formatDateTime(at: number): string {
  const date = new Date(at);
  const days = `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${days} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `512 MB`, `1.5 GB`, `1.3 TB`: what dcmgr counts in MB, as people say it. */
export function formatMemory(mb: number): string {
  if (mb < 1024) return `${String(mb)} MB`;
  const [size, unit] = mb < 1024 * 1024 ? [mb / 1024, 'GB'] : [mb / 1024 / 1024, 'TB'];
  return `${Number.isInteger(size) ? String(size) : size.toFixed(1)} ${unit}`;
}

/** `84 ms`, `2.1 s`: how long something took, in units that read alike in every language. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${String(Math.round(ms))} ms`;
  const seconds = ms / 1_000;
  return `${seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds))} s`;
}

/** `812 B`, `3.4 MB`: decimal units, as networks are measured. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${String(bytes)} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1_000 ** power;
  return `${value < 10 ? value.toFixed(1) : String(Math.round(value))} ${units[power - 1] ?? ''}`;
}

const counts = new Map<Locale, Intl.NumberFormat>();

/** `12,345`. */
export function formatCount(value: number, locale: Locale): string {
  const format = counts.get(locale) ?? new Intl.NumberFormat(locale);
  counts.set(locale, format);
  return format.format(value);
}
