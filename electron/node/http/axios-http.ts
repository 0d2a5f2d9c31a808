import axios, { type AxiosInstance } from 'axios';
import type { Agent } from 'node:http';
import { appError, type AppError } from '#contract/errors.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { Profile, SecretName } from '#contract/profile.ts';
import type { HttpFailure, HttpPort, HttpRequest, HttpResponse, OpenHttp } from '#core/ports/http.ts';
import { attempt, type AttemptOptions, type FailedAttempt } from './attempt.ts';
import { toEndpoint } from './base-url.ts';
import type { Route } from './connector.ts';
import { toProxySettings } from './proxy-settings.ts';
import { mergeHeaders, profileHeaders } from './request-headers.ts';
import { createRouteAgent } from './route-agent.ts';
import { Slots } from './slots.ts';
import { toTlsSettings } from './tls-settings.ts';

/** Connecting takes a fraction of a second or fails; a worker busy for 30 s is another matter. */
const maxConnectMs = 10_000;

/** Requests to one datacenter under way at once: its dcmgr has a handful of workers for everybody. */
const maxRequests = 6;

/** Opens a profile's connections on axios. A profile that can't be used answers its reason to every request. */
export const openAxiosHttp: OpenHttp = (profile, secrets) => {
  const plan = toPlan(profile, secrets);
  return plan.ok ? new AxiosHttp(plan.value) : refusing(plan.error);
};

type Plan = { readonly route: Route; readonly headers: Readonly<Record<string, string>> };
type Secrets = Readonly<Partial<Record<SecretName, string>>>;

function toPlan(profile: Profile, secrets: Secrets): Result<Plan, AppError> {
  const endpoint = toEndpoint(profile.url);
  if (!endpoint.ok) return endpoint;
  const proxy = toProxySettings(profile, secrets);
  if (!proxy.ok) return proxy;
  const tls = toTlsSettings(profile, secrets);
  if (!tls.ok) return tls;
  const headers = profileHeaders(profile, secrets);
  if (!headers.ok) return headers;
  const connectTimeoutMs = Math.min(maxConnectMs, profile.polling.requestTimeoutMs);
  const route = { endpoint: endpoint.value, proxy: proxy.value, tls: tls.value, connectTimeoutMs };
  return ok({ route, headers: headers.value });
}

const refusing = (error: AppError): HttpPort => ({
  send: (_request, signal) => {
    signal.throwIfAborted();
    return Promise.resolve(err({ error, sent: 'no', ms: 0 }));
  },
  close: () => undefined,
});

/** Ended while waiting for its turn; the caller names why. */
const neverBegun: FailedAttempt = {
  error: appError('endpoint/timeout', 'no turn in time'),
  sent: 'no',
  phase: 'connect',
  stale: false,
};

/** Why a request was ended from this side, when it was not its caller who did. */
type Ended = 'whole' | 'closed';

class AxiosHttp implements HttpPort {
  private readonly plan: Plan;
  private readonly client: AxiosInstance;
  private readonly closing = new AbortController();
  private readonly slots = new Slots(maxRequests);
  private readonly pooled: Agent;
  /**
   * For writes, and for the one repetition of a read: a kept connection that the server has closed meanwhile
   * would leave a write in doubt for nothing.
   */
  private readonly fresh: Agent;

  constructor(plan: Plan) {
    this.plan = plan;
    this.client = axios.create(axiosDefaults);
    this.pooled = createRouteAgent(plan.route, true, this.closing.signal);
    this.fresh = createRouteAgent(plan.route, false, this.closing.signal);
  }

  async send(request: HttpRequest, signal: AbortSignal): Promise<Result<HttpResponse, HttpFailure>> {
    signal.throwIfAborted();
    const startedAt = performance.now();
    const end = new AbortController();
    const timer = setTimeout(() => {
      end.abort('whole' satisfies Ended);
    }, request.timeoutMs);
    const both = AbortSignal.any([signal, this.closing.signal, end.signal]);
    const outcome = await this.attempts(request, both);
    clearTimeout(timer);
    const ms = performance.now() - startedAt;
    if (outcome.ok) return ok({ ...outcome.value, ms });
    signal.throwIfAborted();
    return err({ error: this.nameEnd(outcome.error, request, both), sent: outcome.error.sent, ms });
  }

  close(): void {
    this.closing.abort('closed' satisfies Ended);
    this.pooled.destroy();
    this.fresh.destroy();
  }

  private async attempts(request: HttpRequest, signal: AbortSignal) {
    const release = await this.slots.acquire(signal);
    if (release === null) return err(neverBegun);
    const options = this.options(request, signal);
    const isWrite = request.method !== 'GET';
    const first = await attempt(request, { ...options, agent: isWrite ? this.fresh : this.pooled });
    const again = !isWrite && !first.ok && first.error.stale && !signal.aborted;
    const outcome = again ? await attempt(request, { ...options, agent: this.fresh }) : first;
    release();
    return outcome;
  }

  private options(request: HttpRequest, signal: AbortSignal): Omit<AttemptOptions, 'agent'> {
    const { route, headers } = this.plan;
    const url = route.endpoint.base + request.path;
    const viaProxy = route.proxy !== null && !route.endpoint.secure ? route.proxy : null;
    const proxyHeaders = viaProxy?.authorization ? { 'Proxy-Authorization': viaProxy.authorization } : {};
    return {
      client: this.client,
      url,
      absoluteTarget: viaProxy === null ? null : new URL(url).href,
      headers: mergeHeaders(ourHeaders, headers, request.headers, proxyHeaders),
      signal,
    };
  }

  /** A request that we ended is named for that, not for the broken socket it left behind. */
  private nameEnd(failure: FailedAttempt, request: HttpRequest, signal: AbortSignal): AppError {
    const { error, phase } = failure;
    if (!signal.aborted) return error;
    return signal.reason === ('whole' satisfies Ended)
      ? appError('endpoint/timeout', 'no answer in time', { limit: 'whole', phase, ms: request.timeoutMs })
      : appError('endpoint/reset', 'the connections were closed', { phase, cause: 'closed' });
  }
}

const ourHeaders = { 'User-Agent': 'Nori', 'Accept-Encoding': 'gzip, deflate' };

const axiosDefaults = {
  responseType: 'stream',
  /** The profile decides, never the environment. */
  proxy: false,
  maxRedirects: 0,
  validateStatus: () => true,
  transformRequest: (data: unknown) => data,
  transformResponse: (data: unknown) => data,
  /** Ours is stricter (`response-body.ts`): axios takes compressed data cut short for the whole. */
  decompress: false,
  maxContentLength: -1,
} as const;
