import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import { type ProfileInput, type SecretChanges, secretNames } from '#contract/profile.ts';
import { EngineWorld, Page } from '../../../testing/an-engine.ts';
import { aDecodedVolume, pool } from '../../../testing/decoded-records.ts';
import { osaka } from '../../../testing/stored-records.ts';

const secret = 'hunter2';

const aProfile = (fields: Partial<ProfileInput> = {}): ProfileInput => ({
  id: 'osaka',
  name: 'osaka',
  url: 'http://osaka:9001/api',
  accounts: [{ id: pool }],
  ...fields,
});

/** Everything that anybody but the connections and the secret store has been given. */
const leaks = (world: EngineWorld, pages: readonly Page[]): string =>
  JSON.stringify({
    answers: pages.map((page) => page.answers),
    events: pages.map((page) => page.session.emitted),
    log: world.logger.lines.map((line) => [line, String(line.cause)]),
    store: world.store.applied,
    profiles: world.profiles.saves,
    settings: world.settings.saves,
    statuses: world.pollers.map((poller) => poller.dependencies.profile),
  });

type Step = (world: EngineWorld, page: Page) => Promise<unknown>;

const secrets: fc.Arbitrary<SecretChanges> = fc.dictionary(
  fc.constantFrom(...secretNames),
  fc.constantFrom(secret, `${secret}\nwith a line`, null),
  { noNullPrototype: true },
);
const aUrl = fc.constantFrom(
  'http://osaka:9001/api',
  'http://other/api',
  `http://me:${secret}@osaka/api`,
  `http://osaka/?key=${secret}`,
);
const profileArbitrary = fc
  .record({ url: aUrl, name: fc.constantFrom('osaka', 'Ōsaka', 'tokyo') })
  .map(aProfile);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ profile: profileArbitrary, secrets }).map(
    (input): Step =>
      (_, page) =>
        page.ask('profiles.save', input),
  ),
  fc.record({ profile: profileArbitrary, secrets }).map((input): Step => async (world, page) => {
    await page.ask('profiles.startTest', input);
    await world.clock.advance(1);
    world.tests.at(-1)?.settle();
  }),
  fc.constant<Step>((_, page) => page.ask('profiles.list', null)),
  fc.constant<Step>((_, page) => page.ask('profiles.remove', { datacenterId: osaka })),
  fc.boolean().map(
    (paused): Step =>
      (_, page) =>
        page.ask('datacenters.setPaused', { datacenterId: osaka, paused }),
  ),
  fc.boolean().map((fails): Step => (world) => {
    world.profiles.failure = fails ? appError('file/unwritable', 'full') : null;
    world.store.failure = fails ? appError('store/unavailable', 'full') : null;
    return Promise.resolve();
  }),
  fc.constant<Step>((world) => {
    const running = world.pollers.findLast((poller) => poller.state === 'started');
    const at = world.clock.now();
    running?.inventory.observe({
      kind: 'volumes',
      listedBy: pool,
      at,
      records: [aDecodedVolume('vol-1')],
      baseline: false,
    });
    return world.clock.advance(500);
  }),
);

describe('a secret', () => {
  it('is in nothing that a page, the log, the store or a file ever got', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
        const world = new EngineWorld([{ id: 'tokyo' }]);
        const engine = await world.start();
        const [mine, other] = [new Page(engine, 'mine'), new Page(engine, 'other')];

        await mine.ask('profiles.save', { profile: aProfile(), secrets: { password: secret } });
        for (const take of steps) await take(world, mine);
        await mine.ask('app.info', null);
        await world.clock.advance(20_000);

        expect(leaks(world, [mine, other])).not.toContain(secret);
      }),
      { numRuns: 100 },
    );
  });

  it('reaches the connections that need it', async () => {
    const world = new EngineWorld();
    const page = new Page(await world.start());

    await page.get('profiles.save', { profile: aProfile(), secrets: { password: secret } });
    await page.get('profiles.save', {
      profile: aProfile({ headers: { 'X-A': '1' } }),
      secrets: { token: 'other' },
    });
    await page.get('profiles.save', { profile: aProfile({ headers: {} }), secrets: { password: null } });

    expect(world.connections.map((connection) => connection.secrets)).toEqual([
      { password: secret },
      { password: secret, token: 'other' },
      { token: 'other' },
    ]);
  });

  it('that can not be kept or read is said, once, and keeps no datacenter from running', async () => {
    const world = new EngineWorld([{ id: 'osaka' }]);
    world.secrets.get = () => Promise.reject(new Error('the keychain is locked'));
    world.secrets.set = () => Promise.reject(new Error('the keychain is locked'));
    const page = new Page(await world.start());

    const saved = await page.ask('profiles.save', {
      profile: aProfile({ headers: { 'X-A': '1' } }),
      secrets: { password: secret },
    });

    expect(saved).toMatchObject({ error: { code: 'secret/unavailable' } });
    expect(await page.get('profiles.list', null)).toMatchObject([
      { profile: { headers: { 'X-A': '1' } }, hasSecret: { password: false } },
    ]);
    expect(world.poller('osaka').dependencies.profile.headers).toEqual({ 'X-A': '1' });
    expect((await page.get('app.info', null)).notices).toMatchObject([
      { code: 'secret/unavailable', details: { datacenterId: osaka } },
    ]);
  });
});
