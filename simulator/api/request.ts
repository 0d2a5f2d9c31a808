import { InternalError } from './errors.ts';
import { emptyMap, isMap, parseNestedQuery, type ParameterMap } from './rack-parameters.ts';
import { parseSimpleYaml } from './simple-yaml.ts';

/** A request as it came in. */
export type RawRequest = {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

export type Format = 'json' | 'yaml' | 'xml';

export type ParsedTarget = {
  readonly path: string;
  readonly query: string;
  readonly format: Format;
  readonly suffix: string | null;
};

const FORMAT_BY_SUFFIX = new Map<string, Format>([
  ['json', 'json'],
  ['yaml', 'yaml'],
  ['yml', 'yaml'],
  ['xml', 'xml'],
  // Other types the framework knows are stripped just the same, and answered as JSON.
  ...['html', 'htm', 'txt', 'text', 'css', 'csv', 'js', 'atom', 'rss'].map(
    (suffix) => [suffix, 'json'] as const,
  ),
]);

/** Takes a known suffix off the path; an unknown one stays part of it. */
export function parseTarget(target: string): ParsedTarget {
  const [fullPath = '', ...rest] = target.split('?');
  const suffix = /\.([^./]+)$/.exec(fullPath)?.[1] ?? null;
  const format = suffix === null ? undefined : FORMAT_BY_SUFFIX.get(suffix);
  const query = rest.join('?');
  if (suffix === null || format === undefined) return { path: fullPath, query, format: 'json', suffix: null };
  return { path: fullPath.slice(0, -suffix.length - 1), query, format, suffix };
}

function isForm(method: string, contentType: string | undefined): boolean {
  const mediaType = contentType?.split(/[;,]/)[0]?.trim().toLowerCase() ?? '';
  return mediaType === '' ? method === 'POST' : mediaType === 'application/x-www-form-urlencoded';
}

/** Query string and, where the method and Content-Type allow it, form body. Throws BrokenParameters. */
export function formParameters({ method, headers, body }: RawRequest, { query }: ParsedTarget): ParameterMap {
  const parameters = parseNestedQuery(query);
  if (!isForm(method, headers['content-type'])) return parameters;
  return Object.assign(parameters, parseNestedQuery(body));
}

function decodeBody(body: string, { suffix, format }: ParsedTarget): unknown {
  try {
    if (suffix === 'json') return JSON.parse(body);
    if (format === 'yaml') return parseSimpleYaml(body);
  } catch {
    // dcmgr swallows the error as well, and goes on with the form parameters.
  }
  return undefined;
}

/**
 * A POST with `.json` or `.yaml` reads its parameters from the body alone: the value of the first key, whatever the key is
 * called. What can't be decoded, or is no object, falls back to form parameters.
 */
export function bodyParameters(request: RawRequest, target: ParsedTarget, form: ParameterMap): ParameterMap {
  const decoded = request.method === 'POST' ? decodeBody(request.body, target) : undefined;
  if (!isMap(decoded)) return form;
  const first = Object.values(decoded)[0];
  if (!isMap(first)) throw new InternalError('the parameters are not wrapped');
  return Object.assign(emptyMap(), first);
}
