import { describe, expect, it } from 'vitest';
import { BrokenParameters } from './errors.ts';
import { parseNestedQuery, toInteger } from './rack-parameters.ts';
import { bodyParameters, formParameters, parseTarget } from './request.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function parametersOf(request: {
  method?: string;
  target?: string;
  contentType?: string;
  body?: string;
}): unknown {
  const raw = {
    method: request.method ?? 'POST',
    target: request.target ?? '/api/instances',
    headers: { 'content-type': request.contentType },
    body: request.body ?? '',
  };
  const target = parseTarget(raw.target);
  return plain(bodyParameters(raw, target, formParameters(raw, target)));
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

describe('a path', () => {
  it.each([
    ['/api/instances', '/api/instances', 'json', null],
    ['/api/instances.json?limit=1', '/api/instances', 'json', 'json'],
    ['/api/instances/i-1/reboot.yml', '/api/instances/i-1/reboot', 'yaml', 'yml'],
    ['/api/instances.xml', '/api/instances', 'xml', 'xml'],
    ['/api/instances.html', '/api/instances', 'json', 'html'],
    ['/api/instances.foo', '/api/instances.foo', 'json', null],
  ])('%s is %s as %s', (target, path, format, suffix) => {
    expect(parseTarget(target)).toMatchObject({ path, format, suffix });
  });
});

describe('a query', () => {
  it.each([
    ['a=1&b=x%20y+z', { a: '1', b: 'x y z' }],
    ['g[]=a&g[]=b', { g: ['a', 'b'] }],
    ['g[0]=a', { g: { 0: 'a' } }],
    ['g=a&g=b', { g: 'b' }],
    ['v[][k]=1&v[][k]=2&v[][l]=3', { v: [{ k: '1' }, { k: '2', l: '3' }] }],
    ['flag', { flag: null }],
    ['name=%E6%97%A5%E6%9C%AC', { name: '日本' }],
    ['name=日本😀', { name: '日本😀' }],
  ])('%s is read as Rack does', (query, expected) => {
    expect(plain(parseNestedQuery(query))).toEqual(expected);
  });

  it.each(['a=1&a[b]=2', 'a[]=1&a[b]=2', 'a=%zz'])('%s breaks', (query) => {
    expect(() => parseNestedQuery(query)).toThrow(BrokenParameters);
  });

  it('reads numbers as Ruby does', () => {
    expect(['12', '2.9', '-3', 'abc', '', 7, null, true].map(toInteger)).toEqual([12, 2, -3, 0, 0, 7, 0, 0]);
  });
});

describe('parameters', () => {
  const target = '/api/instances.json';

  it('of a POST come from query and form, or with .json from the value of the first key alone', () => {
    expect(parametersOf({ target: '/api/instances?a=1&b=2', body: 'b=3', contentType: FORM })).toEqual({
      a: '1',
      b: '3',
    });
    expect(parametersOf({ target: `${target}?a=1`, body: '{"any":{"b":3}}', contentType: FORM })).toEqual({
      b: 3,
    });
  });

  it('of a POST are not read from JSON without the suffix', () => {
    expect(parametersOf({ body: '{"instance":{"a":1}}', contentType: JSON_TYPE })).toEqual({});
  });

  it.each(['{"a":1}', '{}', '{"zzz":1,"instance":{"a":1}}', '{"instance":null}'])(
    'not wrapped, as in %s, fail',
    (body) => {
      expect(() => parametersOf({ target, body, contentType: JSON_TYPE })).toThrow();
    },
  );

  it.each(['[1,2]', 'null', '{"a":', ''])('fall back to the query when the body is %j', (body) => {
    expect(parametersOf({ target: `${target}?a=1`, body, contentType: JSON_TYPE })).toEqual({ a: '1' });
  });

  it('of a PUT are never read from JSON', () => {
    const put = { method: 'PUT', target: '/api/volumes/vol-1/attach.json' };

    expect(parametersOf({ ...put, body: '{"x":{"a":1}}', contentType: JSON_TYPE })).toEqual({});
    expect(parametersOf({ ...put, body: 'a=1', contentType: FORM })).toEqual({ a: '1' });
  });

  it('of a POST with .yaml are read from YAML', () => {
    const body =
      '---\ninstance:\n  image_id: wmi-lucid\n  count: 3\n  security_groups:\n  - sg-a\n  - sg-b\n';

    expect(parametersOf({ target: '/api/instances.yaml', body })).toEqual({
      image_id: 'wmi-lucid',
      count: 3,
      security_groups: ['sg-a', 'sg-b'],
    });
  });
});
