import type { AppError } from '#contract/errors.ts';
import type { Profile, SecretName } from '#contract/profile.ts';
import type { Result } from '#contract/result.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** One request to a datacenter. The port adds credentials, proxy and TLS from the profile it was opened with. */
export type HttpRequest = {
  readonly method: HttpMethod;
  /** Path and query below the profile's base URL, `/instances?start=0&limit=50`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Connect to last byte, in milliseconds. */
  readonly timeoutMs: number;
  /** Largest accepted body, decompressed. Beyond it the transfer is cut: `endpoint/body-too-large`. */
  readonly maxBodyBytes: number;
};

/** An answer that arrived whole, whatever its status. Redirects are not followed: they are answers too. */
export type HttpResponse = {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decompressed bytes, not yet decoded: bad UTF-8 is the client's to report. */
  readonly body: Uint8Array;
  /** From sending to the last byte. */
  readonly ms: number;
};

/**
 * Why a request brought no whole answer. `sent` says whether the server can have seen it: a write may be
 * repeated only after `no`.
 */
export type HttpFailure = { readonly error: AppError; readonly sent: 'no' | 'maybe'; readonly ms: number };

/** A datacenter's connections: kept alive, pooled, bounded. Errors arrive converted, as `endpoint/…`. */
export interface HttpPort {
  /** Rejects with the signal's reason when cancelled, and only then. */
  send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, HttpFailure>>;
  /** Drops idle connections and fails what is under way. */
  close(): void;
}

/** Opens the connections of a profile; its secrets come as values and stay inside. */
export type OpenHttp = (profile: Profile, secrets: Readonly<Partial<Record<SecretName, string>>>) => HttpPort;
