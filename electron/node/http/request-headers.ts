import { appError, type AppError } from '#contract/errors.ts';
import type { Profile, SecretName } from '#contract/profile.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { basicAuthorization } from './proxy-settings.ts';

type Secrets = Readonly<Partial<Record<SecretName, string>>>;
type Headers = Readonly<Record<string, string>>;

/** Headers that frame the message or belong to the connection: a profile that set them would break requests. */
const notForProfiles: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-vdc-account-uuid',
]);

/**
 * What every request of a profile carries: its extra headers and, over them, its credentials. A credential that
 * no header can hold is `profile/invalid`.
 */
export function profileHeaders({ headers, auth }: Profile, secrets: Secrets): Result<Headers, AppError> {
  const extra = Object.entries(headers).filter(([name]) => !notForProfiles.has(name.toLowerCase()));
  const authorization =
    auth.kind === 'basic'
      ? basicAuthorization(auth.username, secrets.password ?? '')
      : auth.kind === 'bearer'
        ? `Bearer ${(secrets.token ?? '').trim()}`
        : null;
  if (authorization !== null && !/^[\x20-\x7e]+$/.test(authorization)) {
    return err(
      appError('profile/invalid', 'the token holds characters that a header can not', { field: 'token' }),
    );
  }
  const credentials: Headers = authorization === null ? {} : { Authorization: authorization };
  return ok(mergeHeaders(Object.fromEntries(extra), credentials));
}

/** Later headers replace earlier ones of the same name, whatever their case. */
export function mergeHeaders(...layers: readonly Headers[]): Headers {
  const merged = new Map<string, readonly [string, string]>();
  for (const layer of layers) {
    for (const [name, value] of Object.entries(layer)) merged.set(name.toLowerCase(), [name, value]);
  }
  return Object.fromEntries(merged.values());
}
