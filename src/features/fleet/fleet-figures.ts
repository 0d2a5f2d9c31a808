import type { EndpointHealth } from '#contract/endpoint.ts';
import { type ErrorCode, errorCodes } from '#contract/errors.ts';
import { formatBytes, formatCount, formatDuration } from '../../i18n/format.ts';
import type { Locale, Words } from '../../i18n/words.ts';

export type FleetFigure = 'requests' | 'records' | 'received' | 'serverTime' | 'failed' | 'clockSkew';

/** What was measured of an endpoint, as text. */
export function endpointFigures(
  health: EndpointHealth,
  locale: Locale,
): readonly (readonly [FleetFigure, string])[] {
  const failed = Object.values(health.errors).reduce((sum, count) => sum + count, 0);
  const { clockSkewMs } = health;
  return [
    ['requests', formatCount(health.requests, locale)],
    ['records', formatCount(health.records, locale)],
    ['received', formatBytes(health.bytes)],
    ['serverTime', formatDuration(health.serverSeconds * 1_000)],
    ['failed', formatCount(failed, locale)],
    ['clockSkew', clockSkewMs === null ? '–' : signed(clockSkewMs)],
  ];
}

const signed = (ms: number): string => `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`;

/** Failures by class, the most frequent first, in words; a code of another version as it is. */
export function failuresByClass(
  errors: EndpointHealth['errors'],
  t: Words,
): readonly { readonly code: string; readonly count: number; readonly words: string }[] {
  return Object.entries(errors)
    .sort(([, a], [, b]) => b - a)
    .map(([code, count]) => ({ code, count, words: isErrorCode(code) ? t(`errors.${code}`) : code }));
}

const isErrorCode = (code: string): code is ErrorCode => (errorCodes as readonly string[]).includes(code);
