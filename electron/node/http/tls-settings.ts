import { createSecureContext, type SecureContext } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { appError, type AppError } from '#contract/errors.ts';
import type { Profile, SecretName } from '#contract/profile.ts';
import { err, ok, type Result } from '#contract/result.ts';

/** How servers are verified and who we say we are. */
export type TlsSettings = {
  readonly endpoint: SecureContext;
  /** For an https proxy: the same trust, but the client certificate is none of its business. */
  readonly proxy: SecureContext;
  readonly rejectUnauthorized: boolean;
};

type Secrets = Readonly<Partial<Record<SecretName, string>>>;

/** Reads the profile's certificates once; `endpoint/tls` where they or the client's key can't be used. */
export function toTlsSettings({ tls }: Profile, secrets: Secrets): Result<TlsSettings, AppError> {
  const { ca, clientCertificate: cert, allowSelfSigned } = tls;
  const trust = ca === null ? {} : { ca };
  const identity = cert === null ? {} : { cert, ...(secrets.clientKey && { key: secrets.clientKey }) };
  try {
    if (ca !== null) new X509Certificate(ca); // OpenSSL ignores a CA it can't read, and then trusts nothing at all
    return ok({
      endpoint: createSecureContext({ ...trust, ...identity }),
      proxy: createSecureContext(trust),
      rejectUnauthorized: !allowSelfSigned,
    });
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    const message = 'a certificate or key of the profile can not be read';
    return err(appError('endpoint/tls', message, { reason: 'bad-certificate', cause: code }));
  }
}
