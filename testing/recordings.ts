import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { idPrefixes, type ResourceKind, resourceKinds } from '#contract/resource-kind.ts';

/** One exchange with a real dcmgr, as recorded (`fixtures/dcmgr-11.12-recorded`). */
export type Recording = {
  readonly file: string;
  readonly name: string;
  readonly request: { readonly method: string; readonly path: string };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
};

const folder = path.resolve(import.meta.dirname, '../fixtures/dcmgr-11.12-recorded');

/** Every recorded exchange with an answer, in the order of files. */
export function recordings(): readonly Recording[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.toSorted().flatMap((file) => {
    const entries = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Partial<Recording>[]; // our own data
    return entries.filter(isExchange).map((entry) => ({ ...entry, file }));
  });
}

const isExchange = (entry: Partial<Recording>): entry is Recording =>
  entry.request?.path !== undefined && typeof entry.response?.status === 'number';

/** The kind whose prefix an id has. */
export const kindOfId = (id: string): ResourceKind | undefined =>
  resourceKinds.find((kind) => id.startsWith(idPrefixes[kind]));

/** Every resource document in the recordings, from indexes, shows and answers to writes. */
export function recordedDocuments(): readonly {
  kind: ResourceKind;
  document: Record<string, unknown>;
  in: string;
}[] {
  return recordings().flatMap(({ name, response }) => {
    if (response.status !== 200 || !/json/.test(response.headers['Content-Type'] ?? '')) return [];
    if (response.body === '') return [];
    const json: unknown = JSON.parse(response.body);
    const found = (Array.isArray(json) ? json : [json]).flatMap((one: unknown) => documentsIn(one));
    return found.map((document) => ({ ...document, in: name }));
  });
}

type Found = { kind: ResourceKind; document: Record<string, unknown> };

function documentsIn(value: unknown): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  const document = value as Record<string, unknown>; // an object of JSON
  const { id, results } = document;
  if (Array.isArray(results)) return results.flatMap(documentsIn);
  const kind = typeof id === 'string' ? kindOfId(id) : undefined;
  return kind === undefined ? [] : [{ kind, document }];
}
