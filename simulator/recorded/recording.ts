import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type RecordedRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type RecordedAnswer = {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Exchange = {
  readonly name: string;
  readonly request: RecordedRequest;
  readonly response: RecordedAnswer;
};
/** What repeated looks at the resource of the exchange before saw, as texts of Python tuples. */
export type Observation = { readonly name: string; readonly observed: readonly string[] };
export type Entry = Exchange | Observation;

const FOLDER = join(import.meta.dirname, '../../fixtures/dcmgr-11.12-recorded');

/** The entries of one recording, in the order in which they were made. */
export function readRecording(file: string): Entry[] {
  // The fixtures are our own files; the replay fails on the first entry that is anything else.
  return JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Entry[];
}

export const isExchange = (entry: Entry): entry is Exchange => 'request' in entry;

/** One look of an observation. */
export type Look = {
  readonly seconds: number;
  readonly state: string;
  readonly status: string | null;
  readonly host: string | null;
  readonly hasAddress: boolean;
  readonly volumes: readonly string[];
};

const LOOK = /^\(([\d.]+), '(\w+)', (None|'\w+'), (None|'[\w-]+'), (None|\[.*?\]), \[(.*)\]\)$/;

const textOrNull = (python: string): string | null => (python === 'None' ? null : python.slice(1, -1));

export function parseLook(text: string): Look {
  const match = LOOK.exec(text);
  if (match === null) throw new Error(`not an observation: ${text}`);
  const [, seconds = '', state = '', status = 'None', host = 'None', addresses = 'None', volumes = ''] =
    match;
  return {
    seconds: Number(seconds),
    state,
    status: textOrNull(status),
    host: textOrNull(host),
    hasAddress: addresses !== 'None',
    volumes: [...volumes.matchAll(/'(\w+)'/g)].map((found) => found[1] ?? ''),
  };
}
