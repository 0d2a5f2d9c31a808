import { describe, expect, it } from 'vitest';
import { isOwnFrame } from './frame-check.ts';
import { externalAddress, mayDownload, mayLoad, mayNavigate, mayUse } from './navigation-policy.ts';
import { isOwnUrl } from './own-origin.ts';

const foreign = [
  'app://nori.evil/',
  'app://evil/',
  'app://nori@evil/',
  'app://evil@nori/',
  'app://nori:8080/',
  'http://nori/',
  'https://nori/',
  'file:///app://nori/',
  'file://nori/',
  'javascript:app://nori/',
  'data:text/html,app://nori/',
  'blob:app://nori/1',
  'about:blank',
  'apps://nori/',
  '',
  'app:nori',
];

describe('an address', () => {
  it.each(['app://nori/', 'app://nori/index.html', 'app://nori/assets/a.js?x#y'])('is ours: %s', (url) => {
    expect(isOwnUrl(url)).toBe(true);
  });

  it.each(foreign)('is not ours: %s', (url) => {
    expect([isOwnUrl(url), mayNavigate(url, true), mayLoad(url)]).toEqual([false, false, false]);
  });
});

describe('navigation', () => {
  it('leads the page to itself only, and no frame anywhere', () => {
    expect(mayNavigate('app://nori/', true)).toBe(true);
    expect(mayNavigate('app://nori/#instances', true)).toBe(true);
    expect(mayNavigate('app://nori/assets/a.js', true)).toBe(false);
    expect(mayNavigate('app://nori/?next=x', true)).toBe(false);
    expect(mayNavigate('app://nori/', false)).toBe(false);
  });

  it('loads images within the page and the developer tools besides the own files', () => {
    expect(mayLoad('data:image/svg+xml,<svg/>')).toBe(true);
    expect(mayLoad('devtools://devtools/bundled/inspector.html')).toBe(true);
    expect(mayLoad('ws://127.0.0.1:1/rpc')).toBe(false);
  });
});

it('hands out files that the page made, and no others', () => {
  expect(mayDownload('blob:app://nori/6f1c')).toBe(true);
  const others = [
    'app://nori/index.html',
    'blob:https://example.com/1',
    'blob:app://evil/1',
    'data:text/csv,a',
  ];
  expect(others.filter(mayDownload)).toEqual([]);
});

describe('an address outside', () => {
  it.each([
    ['https://example.com/a?b#c', 'https://example.com/a?b#c'],
    ['http://example.com', 'http://example.com/'],
  ])('may be asked about: %s', (url, asked) => {
    expect(externalAddress(url)).toBe(asked);
  });

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://server/share',
    'ms-msdt:/id',
    'app://nori/',
    'https://user:secret@example.com/',
    'https://trusted.example@evil.example/',
    `https://example.com/${'x'.repeat(3000)}`,
    'no address',
  ])('is not even asked about: %s', (url) => {
    expect(externalAddress(url)).toBeNull();
  });
});

describe('permissions', () => {
  it('let the page write text to the clipboard, and nobody anything else', () => {
    expect(mayUse('clipboard-sanitized-write', 'app://nori/')).toBe(true);
    expect(mayUse('clipboard-sanitized-write', 'https://example.com/')).toBe(false);
    for (const permission of [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'unknown',
    ]) {
      expect(mayUse(permission, 'app://nori/')).toBe(false);
    }
  });
});

describe('a frame', () => {
  const own = { origin: 'app://nori', parent: null, isDestroyed: () => false };

  it('is ours as the main frame at our origin', () => {
    expect(isOwnFrame(own)).toBe(true);
  });

  it.each([
    ['gone before its message came', null],
    ['destroyed', { ...own, isDestroyed: () => true }],
    ['within another', { ...own, parent: own }],
    ['of another origin', { ...own, origin: 'app://evil' }],
    ['of a web page', { ...own, origin: 'https://nori' }],
    ['of no origin', { ...own, origin: 'null' }],
  ])('is not ours: one %s', (_what, frame) => {
    expect(isOwnFrame(frame)).toBe(false);
  });
});
