import { describe, expect, it } from 'vitest';
import { normaliseBaseUrl } from './base-url.ts';

describe('normaliseBaseUrl', () => {
  it.each([
    ['http://host:9001/api', 'http://host:9001/api'],
    [' http://host:9001/api/ ', 'http://host:9001/api'],
    ['HTTP://Host.Example:80/api//', 'http://host.example/api'],
    ['https://host', 'https://host'],
    ['http://[::1]:9001/api', 'http://[::1]:9001/api'],
  ])('keeps %j as %j', (text, url) => {
    expect(normaliseBaseUrl(text)).toEqual({ ok: true, value: url });
  });

  it.each([
    ['http://user:hunter2@host/api', 'user'],
    ['http://host/api?x=hunter2', 'query'],
    ['http://host/api?', 'query'],
    ['http://host/api#hunter2', 'fragment'],
    ['ftp://host/hunter2', 'scheme'],
    ['host:9001/api', 'scheme'],
    ['no url, hunter2', 'syntax'],
    ['', 'syntax'],
  ])('refuses %j for its %s, without repeating it', (text, reason) => {
    const result = normaliseBaseUrl(text);

    expect(result).toMatchObject({
      ok: false,
      error: { code: 'profile/invalid', details: { field: 'url', reason } },
    });
    expect(JSON.stringify(result)).not.toContain('hunter2');
  });
});
