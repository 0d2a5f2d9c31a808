import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isExchange, readRecording, type Entry } from './recorded/recording.ts';
import { Replay, send } from './recorded/replay.ts';
import { populateAsRecorded, RECORDED_CONFIGURATION } from './recorded/world.ts';
import { startSimulator, type Simulator } from './simulator.ts';

const FOLDER = join(import.meta.dirname, '../fixtures/dcmgr-11.12-recorded');

type Session = {
  readonly files: readonly string[];
  /** When the server got its contents. */
  readonly seededAt: string;
  readonly rackEnvironment?: 'development';
};

/** Which recordings came from one run of the server; each run began with the same contents. */
const SESSIONS: readonly Session[] = [
  {
    files: [
      '01-instances-index.json',
      '02-instances-show.json',
      '03-errors.json',
      '04-other-resources.json',
      '05-create-form.json',
      '06-create-errors.json',
      '07-create-json.json',
      '08-san-boot.json',
      '09-power.json',
      '10-volumes-snapshots.json',
      '11-security-groups-keys.json',
    ],
    seededAt: '2026-11-23T09:53:49Z',
  },
  {
    files: ['12-rack-env-development.json'],
    seededAt: '2026-11-23T09:55:41Z',
    rackEnvironment: 'development',
  },
  { files: ['13-more.json'], seededAt: '2026-11-23T09:55:30Z' },
];

/** Exchanges that the simulator can't honour, with the reason. */
const EXCEPTIONS = new Map<string, string>([]);

async function create({ url }: Simulator, specId: string, count: number): Promise<number[]> {
  const answers = await Promise.all(
    Array.from({ length: count }, () =>
      send(url, {
        method: 'POST',
        path: `/api/instances?image_id=wmi-lucid001&instance_spec_id=${specId}`,
        headers: { 'X-VDC-ACCOUNT-UUID': 'a-demoacct' },
        body: '',
      }),
    ),
  );
  return answers.map(({ status }) => status);
}

/** What the recording did between two exchanges without writing it down in full. */
const PREPARATIONS = new Map<string, (simulator: Simulator) => Promise<unknown>>([
  ['quota exceeded (after 10 more creates)', (simulator) => create(simulator, 'is-large001', 10)],
]);

/** Of requests sent at the same time, the recording keeps only the statuses, in the entry's name. */
async function parallelDifferences(simulator: Simulator, name: string): Promise<string[]> {
  const expected = JSON.parse(/\[.*\]$/.exec(name)?.[0] ?? '[]') as number[]; // as recorded
  const statuses = await create(simulator, 'is-small001', expected.length);
  return expected.length > 0 && statuses.join() === expected.join()
    ? []
    : [`${expected.join()}, got ${statuses.join()}`];
}

async function differencesOf(simulator: Simulator, replay: Replay, entry: Entry): Promise<string[]> {
  await PREPARATIONS.get(entry.name)?.(simulator);
  if (!isExchange(entry)) return replay.observation(entry);
  return entry.request.method === '' ? parallelDifferences(simulator, entry.name) : replay.exchange(entry);
}

describe.each(SESSIONS)('the recorded server, $files', ({ files, seededAt, ...options }) => {
  let simulator: Simulator;
  let replay: Replay;
  beforeAll(async () => {
    simulator = await startSimulator({
      ...options,
      speed: 0,
      startAt: Date.parse(seededAt),
      configuration: RECORDED_CONFIGURATION,
      populate: (world) => populateAsRecorded(world, Date.parse(seededAt)),
    });
    replay = new Replay(simulator);
  });
  afterAll(() => simulator.close());

  const entries = files.flatMap((file) =>
    readRecording(file).map((entry, at) => ({ entry, title: `${file} ${String(at)}: ${entry.name}` })),
  );
  it.each(entries)('answers as recorded: $title', async ({ entry, title }) => {
    const found = await differencesOf(simulator, replay, entry);

    if (EXCEPTIONS.has(title))
      expect(found, 'a listed exception passes: take it off the list').not.toEqual([]);
    else expect(found).toEqual([]);
    expect(simulator.bugs).toEqual([]);
  });
});

describe('the replay', () => {
  it('leaves no recording out', () => {
    const recorded = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

    expect(SESSIONS.flatMap(({ files }) => files).toSorted()).toEqual(recorded.toSorted());
  });

  it('excepts at most a tenth of the entries, and only such as exist', () => {
    const titles = SESSIONS.flatMap(({ files }) =>
      files.flatMap((file) => readRecording(file).map(({ name }, at) => `${file} ${String(at)}: ${name}`)),
    );

    expect(titles).toEqual(expect.arrayContaining([...EXCEPTIONS.keys()]));
    expect(EXCEPTIONS.size).toBeLessThanOrEqual(titles.length / 10);
  });
});
