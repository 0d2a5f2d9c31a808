import type { AppError } from '#contract/errors.ts';
import type { Words } from './words.ts';

/** What a failure means, in the page's language. */
export const errorWord = (error: AppError, t: Words): string => t(`errors.${error.code}`);

/** The facts that came with it, for those who look closer: `status 502 · host dc1.example.com`. */
export const errorFacts = (error: AppError): string =>
  [
    error.code,
    ...Object.entries(error.details ?? {}).map(([name, value]) => `${name} ${String(value)}`),
  ].join(' · ');
