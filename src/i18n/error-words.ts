import type { AppError, ErrorDetails } from '#contract/errors.ts';
import type { Words } from './words.ts';

/** What a failure means, in the page's language. */
export const errorWord = ({ code, details }: AppError, t: Words): string =>
  details === undefined ? t(`errors.${code}`) : t(`errors.${code}`, textsOf(details));

const textsOf = (details: ErrorDetails): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, String(value)]));

/** The facts that came with it, for those who look closer: `status 502 · host dc1.example.com`. */
export const errorFacts = (error: AppError): string =>
  [
    error.code,
    ...Object.entries(error.details ?? {}).map(([name, value]) => `${name} ${String(value)}`),
  ].join(' · ');
