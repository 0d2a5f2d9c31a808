import { afterEach, describe, expect, it } from 'vitest';
import type { HttpPort, HttpRequest } from '#core/ports/http.ts';
import type { Script, SeenRequest } from './fake-http.ts';

/** A port with a scripted server behind it. */
export type HttpHarness = {
  readonly port: HttpPort;
  readonly seen: readonly SeenRequest[];
  /** Lets a time limit run out: by moving a fake clock, or by waiting as the real one does. */
  readonly passTime: (ms: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const aRequest = (request: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  path: '/instances?start=0&limit=5',
  headers: {},
  timeoutMs: 20_000,
  maxBodyBytes: 1_000_000,
  ...request,
});

const text = (body: Uint8Array): string => new TextDecoder().decode(body);
const never = new AbortController().signal;

/** What every HTTP port promises, whatever is behind it. */
export function describeHttpPort(name: string, open: (script: Script) => Promise<HttpHarness>): void {
  describe(`HTTP port contract: ${name}`, () => {
    const harnesses: HttpHarness[] = [];
    const start = async (script: Script) => {
      const harness = await open(script);
      harnesses.push(harness);
      return harness;
    };
    afterEach(async () => {
      for (const { port, stop } of harnesses.splice(0)) {
        port.close();
        await stop();
      }
    });

    it('brings status, lower-case headers and body of an answer', async () => {
      const { port } = await start(() => ({
        kind: 'answers',
        headers: { 'X-VDC-Request-ID': 'f00' },
        body: '["é"]',
      }));

      const result = await port.send(aRequest(), never);

      expect(result).toMatchObject({
        ok: true,
        value: { status: 200, headers: { 'x-vdc-request-id': 'f00' } },
      });
      expect(result.ok && text(result.value.body)).toBe('["é"]');
    });

    it.each([302, 400, 404, 500, 503])('brings a %i as an answer', async (status) => {
      const { port } = await start(() => ({ kind: 'answers', status, headers: { Location: '/elsewhere' } }));

      const result = await port.send(aRequest(), never);

      expect(result).toMatchObject({ ok: true, value: { status } });
    });

    it('sends method, path, headers and body', async () => {
      const { port, seen } = await start(() => ({ kind: 'answers' }));
      const headers = { 'X-VDC-ACCOUNT-UUID': 'a-one', 'Content-Type': 'text/plain' };

      await port.send(aRequest({ method: 'POST', path: '/volumes.json', headers, body: 'ü=1' }), never);

      const lowerCased = { 'x-vdc-account-uuid': 'a-one', 'content-type': 'text/plain' };
      expect(seen).toMatchObject([{ method: 'POST', body: 'ü=1', headers: lowerCased }]);
      expect(seen[0]?.path).toMatch(/\/volumes\.json$/);
    });

    it('refuses a body over the limit', async () => {
      const { port } = await start(() => ({ kind: 'answers', body: 'x'.repeat(101) }));

      const result = await port.send(aRequest({ maxBodyBytes: 100 }), never);

      expect(result).toMatchObject({ ok: false, error: { error: { code: 'endpoint/body-too-large' } } });
    });

    it('takes a body at the limit', async () => {
      const { port } = await start(() => ({ kind: 'answers', body: 'x'.repeat(100) }));

      const result = await port.send(aRequest({ maxBodyBytes: 100 }), never);

      expect(result).toMatchObject({ ok: true });
    });

    it('calls a server that closes without a word an empty reply, and the request perhaps sent', async () => {
      const { port } = await start(() => ({ kind: 'closes' }));

      const result = await port.send(aRequest({ method: 'POST' }), never);

      expect(result).toMatchObject({
        ok: false,
        error: { sent: 'maybe', error: { code: 'endpoint/empty-reply', retryable: true } },
      });
    });

    it('gives up after the time limit', async () => {
      const { port, passTime } = await start(() => ({ kind: 'hangs' }));

      const sent = port.send(aRequest({ timeoutMs: 100 }), never);
      await passTime(100);

      expect(await sent).toMatchObject({
        ok: false,
        error: { sent: 'maybe', error: { code: 'endpoint/timeout' } },
      });
    });

    it("rejects with the signal's reason when cancelled amid a request", async () => {
      const cancel = new AbortController();
      const { port } = await start(() => {
        cancel.abort('not needed any more');
        return { kind: 'hangs' };
      });

      await expect(port.send(aRequest(), cancel.signal)).rejects.toBe('not needed any more');
    });

    it('sends nothing when cancelled beforehand', async () => {
      const { port, seen } = await start(() => ({ kind: 'answers' }));

      await expect(port.send(aRequest(), AbortSignal.abort('too late'))).rejects.toBe('too late');

      expect(seen).toEqual([]);
    });

    it('fails what is under way when closed, and everything after', async () => {
      const harness = await start(() => {
        harness.port.close();
        return { kind: 'hangs' };
      });

      const underWay = await harness.port.send(aRequest(), never);
      const later = await harness.port.send(aRequest(), never);

      expect(underWay).toMatchObject({ ok: false, error: { sent: 'maybe' } });
      expect(later).toMatchObject({ ok: false, error: { sent: 'no' } });
    });
  });
}
