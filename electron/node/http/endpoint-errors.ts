import { appError, type AppError, type ErrorDetails } from '#contract/errors.ts';

/** How far a request had come when it failed. */
export type Phase = 'connect' | 'answer' | 'body';

/**
 * A failure that this adapter found itself rather than met: it says what it is. The constructor's error becomes
 * the answer as it stands.
 */
export class EndpointFailure extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.message);
    this.error = error;
  }
}

/**
 * Converts whatever a socket, TLS, zlib or axios threw: the one place where foreign codes and messages are looked
 * at. `received` tells whether a single byte of an answer had come. Details name the phase, the foreign code and
 * for TLS the reason, never text of the endpoint.
 */
export function toEndpointError(cause: unknown, phase: Phase, received = false): AppError {
  const root = rootOf(cause);
  if (root instanceof EndpointFailure) return root.error;
  const code = codeOf(root);
  const details = { phase, cause: code };
  if (/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/.test(code)) {
    return appError('endpoint/dns', 'the host name has no address', details);
  }
  if (code === 'ECONNREFUSED') return appError('endpoint/refused', 'nothing listens there', details);
  if (noRoute.has(code)) return appError('endpoint/no-route', 'the host can not be reached', details);
  if (code === 'ETIMEDOUT') return appError('endpoint/timeout', 'no answer in time', details);
  const tls = tlsReason(code, root);
  if (tls !== null) return appError('endpoint/tls', `TLS: ${tls}`, { ...details, reason: tls });
  if (/^Z_|^ERR_BUFFER|^ERR__ERROR_FORMAT|^ZSTD/.test(code)) {
    return appError('endpoint/bad-encoding', 'the answer does not decompress', details);
  }
  return code.startsWith('HPE_') ? parseFailure(phase, details) : broken(root, phase, received, details);
}

const noRoute: ReadonlySet<string> = new Set([
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
]);

/** axios and Node wrap: the innermost cause knows most. */
function rootOf(cause: unknown): unknown {
  let root = cause;
  for (let depth = 0; depth < 5; depth += 1) {
    if (!(root instanceof Error) || root instanceof EndpointFailure || root.cause === undefined) return root;
    root = root.cause;
  }
  return root;
}

const codeOf = (error: unknown): string => {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'unknown';
};

const certificateReasons: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-issuer',
  CERT_UNTRUSTED: 'unknown-issuer',
  CERT_REVOKED: 'revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'hostname-mismatch',
};

/** What is wrong with TLS, in a word; null where the failure is none of TLS. */
function tlsReason(code: string, root: unknown): string | null {
  const known = certificateReasons[code];
  if (known !== undefined) return known;
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|RECORD_LAYER_FAILURE/.test(code)) return 'plain-http';
  if (/ALERT.*CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_ACCESS_DENIED/.test(code)) return 'client-certificate';
  if (/^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|ERR_CRYPTO_|CERT_|EPROTO$|INVALID_CA$|INVALID_PURPOSE$)/.test(code)) {
    return 'handshake';
  }
  return code.startsWith('HPE_') && startsLikeTls(root) ? 'https-needed' : null;
}

/** A TLS alert or handshake record where the status line should be: the port speaks TLS, the URL says http. */
function startsLikeTls(root: unknown): boolean {
  const packet: unknown = root instanceof Error && 'rawPacket' in root ? root.rawPacket : null;
  return packet instanceof Uint8Array && (packet[0] === 0x15 || packet[0] === 0x16) && packet[1] === 0x03;
}

/** What came is not HTTP; in mid-body it is broken HTTP, as a torn connection leaves behind. */
const parseFailure = (phase: Phase, details: ErrorDetails): AppError =>
  phase === 'body' || details['cause'] === 'HPE_INVALID_EOF_STATE'
    ? appError('endpoint/reset', 'the answer broke off', details)
    : appError('endpoint/not-dcmgr', 'the answer is not HTTP', details);

/** A connection closed in good order before any answer is how dcmgr's server kills a request that takes too long. */
function broken(root: unknown, phase: Phase, received: boolean, details: ErrorDetails): AppError {
  const wasReset = root instanceof Error && 'syscall' in root;
  return phase === 'answer' && !received && !wasReset
    ? appError('endpoint/empty-reply', 'the server closed without an answer', details)
    : appError('endpoint/reset', `the connection broke (${phase})`, details);
}
