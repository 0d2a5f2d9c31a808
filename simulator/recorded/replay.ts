import { request } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Simulator } from '../simulator.ts';
import { bindIds, differences, Names, yamlLines } from './compare.ts';
import { parseLook, type Exchange, type Look, type Observation, type RecordedRequest } from './recording.ts';

type Received = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

/** Sends a request exactly as given, without headers of its own. */
export function send(baseUrl: string, { method, path, headers, body }: RecordedRequest): Promise<Received> {
  const { port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const COMPARED_HEADERS = ['content-type', 'x-cascade', 'status', 'connection'];
const PRESENT_HEADERS = ['date', 'x-vdc-request-id', 'content-length'];

function headerDifferences(recorded: Exchange['response']['headers'], actual: Received['headers']): string[] {
  const expected = new Map(Object.entries(recorded).map(([name, value]) => [name.toLowerCase(), value]));
  const compared = COMPARED_HEADERS.filter((name) => expected.get(name) !== actual[name]);
  const present = PRESENT_HEADERS.filter((name) => expected.has(name) !== (actual[name] !== undefined));
  return [...compared, ...present].map(
    (name) => `header ${name}: ${String(expected.get(name))}, got ${String(actual[name])}`,
  );
}

/** Stands in the recordings where a private key stood. */
const CUT_KEY = '(private key removed from this recording)';

/** Where the contents are the same, so must be their length: this is what checks blanks and line breaks. */
function lengthDifferences({ headers, body }: Exchange['response'], actual: Received): string[] {
  if (body.includes(CUT_KEY)) return [];
  const expected = headers['Content-Length'];
  const length = actual.headers['content-length'];
  return expected === length ? [] : [`length ${String(expected)}, got ${String(length)}`];
}

/** Replays recorded exchanges against a simulator, carrying generated ids along. */
export class Replay {
  readonly #simulator: Simulator;
  readonly #names = new Names();
  #lastPath = '';

  constructor(simulator: Simulator) {
    this.#simulator = simulator;
  }

  /** Sends the recorded request at the recorded time and tells how the answer differs. */
  async exchange({ request: recorded, response }: Exchange): Promise<string[]> {
    this.#moveTo(response.headers['Date']);
    const body = this.#names.translate(recorded.body);
    const headers = { ...recorded.headers };
    if (headers['Content-Length'] !== undefined) headers['Content-Length'] = String(Buffer.byteLength(body));
    const path = this.#names.translate(recorded.path);
    const answer = await send(this.#simulator.url, { ...recorded, headers, path, body });
    const status =
      answer.status === response.status
        ? []
        : [`status ${String(response.status)}, got ${String(answer.status)}`];
    this.#remember(path, answer.body);
    return [
      ...status,
      ...headerDifferences(response.headers, answer.headers),
      ...this.#bodyDifferences(response, answer),
    ];
  }

  #moveTo(date: string | undefined): void {
    const { clock } = this.#simulator.world;
    if (date !== undefined) clock.step(Math.max(0, Date.parse(date) - clock.now()));
  }

  /** What a following observation watches: the resource just created or acted on. */
  #remember(path: string, body: string): void {
    const [, collection, id] = /^\/api\/(\w+)(?:\/(\w+-\w+))?/.exec(path) ?? [];
    const created = /"id": "(\w+-\w+)"/.exec(body)?.[1];
    this.#lastPath = `/api/${collection ?? ''}/${id ?? created ?? ''}`;
  }

  #bodyDifferences(recorded: Exchange['response'], actual: Received): string[] {
    const type = recorded.headers['Content-Type'];
    if (type === 'application/json' && recorded.body !== '') {
      const documents = [JSON.parse(recorded.body), JSON.parse(actual.body)] as const;
      bindIds(documents[0], documents[1], this.#names);
      const isEqual = isDeepStrictEqual(...documents);
      return [
        ...differences(...documents, this.#names),
        ...(isEqual ? lengthDifferences(recorded, actual) : []),
      ];
    }
    if (type?.startsWith('text/yaml') === true) {
      const lines = differences(yamlLines(recorded.body), yamlLines(actual.body), this.#names);
      return [...lines, ...lengthDifferences(recorded, actual)];
    }
    // The recordings lack a trailing line break; the length in the header tells that there was one.
    const lengths = lengthDifferences(recorded, actual);
    return recorded.body === actual.body.trimEnd() ? lengths : [`body ${recorded.body}, got ${actual.body}`];
  }

  /** Watches the resource of the last exchange and tells how its life differs from what was observed. */
  async observation({ observed }: Observation): Promise<string[]> {
    const expected = observed.map(parseLook);
    const last = expected.at(-1)?.seconds ?? 0;
    const looks: Look[] = [];
    for (let seconds = 0; seconds <= last + 1; seconds += 0.1) {
      looks.push(await this.#look(seconds));
      this.#simulator.step(100);
    }
    return lifeDifferences(expected, looks);
  }

  async #look(seconds: number): Promise<Look> {
    const headers = { 'X-VDC-ACCOUNT-UUID': 'a-demoacct' };
    const answer = await send(this.#simulator.url, {
      method: 'GET',
      path: this.#lastPath,
      headers,
      body: '',
    });
    const document = JSON.parse(answer.body) as Record<string, unknown>; // a show that was replayed before
    const list = (key: string): Record<string, unknown>[] =>
      (document[key] ?? []) as Record<string, unknown>[];
    const text = (key: string): string | null => (document[key] == null ? null : String(document[key]));
    return {
      seconds,
      state: String(document['state']),
      status: text('status'),
      host: text('host_node'),
      hasAddress: list('network').length > 0,
      volumes: list('volume').map((volume) => String(volume['state'])),
    };
  }
}

/** Everything a look says, but which host it was and when. */
const summary = ({ state, status, host, hasAddress, volumes }: Look): string =>
  JSON.stringify([state, status, host !== null, hasAddress, volumes]);

const changesOf = (values: readonly string[]): string[] =>
  values.filter((value, at) => value !== values[at - 1]);

/** Every observed moment must come, in order, and each single field must change through the same values. */
function lifeDifferences(expected: readonly Look[], looks: readonly Look[]): string[] {
  const moments = changesOf(looks.map(summary));
  let from = 0;
  const missing = expected.map(summary).filter((moment) => {
    const at = moments.indexOf(moment, from);
    if (at >= 0) from = at;
    return at < 0;
  });
  const fields = (['state', 'status', 'hasAddress', 'volumes'] as const).flatMap((field) => {
    const wanted = changesOf(expected.map((look) => JSON.stringify(look[field]))).join(' ');
    const seen = changesOf(looks.map((look) => JSON.stringify(look[field]))).join(' ');
    return wanted === seen ? [] : [`${field}: ${wanted}, got ${seen}`];
  });
  return [...missing.map((moment) => `never saw ${moment}`), ...fields];
}
