import { type AppError, appError } from './errors.ts';
import { err, ok, type Result } from './result.ts';

/** What a base URL must not carry: credentials belong to the secret store, the rest means nothing to dcmgr. */
type Unwanted = 'syntax' | 'scheme' | 'user' | 'query' | 'fragment';

/**
 * An endpoint's base URL in the one form that Nori keeps and compares: scheme and host in lower case, no default
 * port, no trailing slash. The path is the person's: `/api` is never added. `profile/invalid` with the field `url`
 * and what is wrong with it, never the text, which may hold a password.
 */
export function normaliseBaseUrl(text: string): Result<string> {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return refuse('syntax');
  const url = new URL(trimmed);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('scheme');
  if (url.username !== '' || url.password !== '') return refuse('user');
  // A bare `?` or `#` leaves both parts empty, hence the look at the text.
  if (trimmed.includes('#')) return refuse('fragment');
  if (trimmed.includes('?')) return refuse('query');
  return ok(`${url.protocol}//${url.host}${url.pathname.replace(/\/+$/, '')}`);
}

const refuse = (reason: Unwanted): Result<never, AppError> =>
  err(appError('profile/invalid', `the base URL is not usable: ${reason}`, { field: 'url', reason }));
