import { appError, type AppError } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';

/** Where a profile's requests go. */
export type Endpoint = {
  readonly secure: boolean;
  /** Without brackets, as sockets want it. */
  readonly hostname: string;
  readonly port: number;
  /** `https://host:443/vdc/api/11.12`, without a slash at the end: paths are appended to it. */
  readonly base: string;
  /** `http://host:9001`, for requests in absolute form. */
  readonly origin: string;
};

/** Takes a base URL apart; `endpoint/bad-url` for anything but http and https. */
export function toEndpoint(text: string): Result<Endpoint, AppError> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const secure = url?.protocol === 'https:';
  if (url === null || (!secure && url.protocol !== 'http:')) {
    return err(appError('endpoint/bad-url', 'the base URL is not an http or https URL'));
  }
  return ok({
    secure,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
    base: url.origin + url.pathname.replace(/\/+$/, ''),
    origin: url.origin,
  });
}
