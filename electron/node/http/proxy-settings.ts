import { appError, type AppError } from '#contract/errors.ts';
import type { Profile, SecretName } from '#contract/profile.ts';
import { err, ok, type Result } from '#contract/result.ts';
import { type Endpoint, toEndpoint } from './base-url.ts';

/** The proxy a profile names, and how to introduce ourselves to it. */
export type ProxySettings = {
  readonly address: Endpoint;
  /** The value of `Proxy-Authorization`; null without credentials. */
  readonly authorization: string | null;
};

/** Null for a direct connection. The environment's proxy variables have no say: the profile decides. */
export function toProxySettings(
  { proxy }: Profile,
  secrets: Readonly<Partial<Record<SecretName, string>>>,
): Result<ProxySettings | null, AppError> {
  if (proxy.kind === 'direct') return ok(null);
  const address = toEndpoint(proxy.url);
  if (!address.ok) return err(appError('endpoint/proxy', 'the proxy URL is not an http or https URL'));
  const authorization =
    proxy.username === '' ? null : basicAuthorization(proxy.username, secrets.proxyPassword ?? '');
  return ok({ address: address.value, authorization });
}

export const basicAuthorization = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
