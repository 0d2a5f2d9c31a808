import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import { PolledDatacenter } from '../../../testing/polled-datacenter.ts';

const second = 1_000;
const minute = 60 * second;
const accounts = ['a-one', 'a-two'] as unknown as readonly AccountId[]; // a test's own literals
const kinds = ['instances', 'volumes', 'networks'] as const;

/** What happens to a datacenter or to us, in the middle of whatever polling is doing. */
type Event = {
  readonly name: string;
  readonly happen: (dc: PolledDatacenter, run: Run) => void | Promise<void>;
};
type Run = { born: number };

const account = fc.constantFrom(...accounts);
const kind = fc.constantFrom(...kinds);
const prefixes = { instances: 'i-', volumes: 'vol-', networks: 'nw-' } as const;

const launch: fc.Arbitrary<Event> = fc
  .tuple(kind, account, fc.integer({ min: 1, max: 30 }))
  .map(([k, a, n]) => ({
    name: `launch ${String(n)} ${k} of ${a}`,
    happen: (dc, run) => {
      for (let i = 0; i < n; i++)
        dc.server.list(k, a).unshift({ id: `${prefixes[k]}new${String(run.born++)}`, state: 'running' });
    },
  }));
const disappear: fc.Arbitrary<Event> = fc
  .tuple(kind, account, fc.array(fc.double({ min: 0, max: 0.99, noNaN: true }), { maxLength: 15 }))
  .map(([k, a, at]) => ({
    name: `disappear ${String(at.length)} ${k} of ${a}`,
    happen: (dc) => {
      for (const fraction of at) {
        const list = dc.server.list(k, a);
        const record = list[Math.floor(fraction * list.length)];
        if (record !== undefined) dc.server.remove(k, a, record.id, k === 'networks' ? null : 'terminated');
      }
    },
  }));
const change: fc.Arbitrary<Event> = fc.tuple(kind, account, fc.nat(30)).map(([k, a, at]) => ({
  name: `change ${k} ${String(at)} of ${a}`,
  happen: (dc) => {
    const record = dc.server.list(k, a)[at];
    if (record !== undefined) dc.server.setState(k, a, record.id, 'stopped');
  },
}));
const reorder: fc.Arbitrary<Event> = fc
  .tuple(kind, account, fc.nat(30), fc.nat(30))
  .map(([k, a, from, to]) => ({
    name: `reorder ${k} of ${a}`,
    happen: (dc) => {
      const list = dc.server.list(k, a);
      list.splice(to, 0, ...list.splice(from, 3));
    },
  }));
/** The list changes its order, or loses records, between the pages of whoever reads it. */
const unrest: fc.Arbitrary<Event> = fc
  .tuple(
    kind,
    account,
    fc.array(fc.tuple(fc.integer({ min: 30, max: 78 }), fc.nat(25), fc.boolean()), {
      minLength: 4,
      maxLength: 15,
    }),
  )
  .map(([k, a, moves]) => ({
    name: `unrest among ${k} of ${a}`,
    happen: (dc) => {
      const left = [...moves];
      dc.server.arriving = (request) => {
        if (request.what !== 'page' || request.kind !== k || request.start === 0) return;
        const [from, to, goes] = left.pop() ?? [0, 0, false];
        const list = dc.server.list(k, a);
        const moved = list.splice(from, 4);
        if (!goes) list.splice(to, 0, ...moved);
        else for (const { id } of moved) dc.server.remove(k, a, id, k === 'networks' ? null : 'terminated');
      };
    },
  }));
const poison: fc.Arbitrary<Event> = fc.tuple(account, fc.integer({ min: 3, max: 60 })).map(([a, at]) => ({
  name: `delete the image of instance ${String(at)} of ${a}`,
  happen: (dc) => {
    const record = dc.server.list('instances', a)[at];
    if (record !== undefined) dc.server.unreadable.add(record.id);
  },
}));
const faults = {
  refused: { error: appError('endpoint/refused', ''), afterMs: 1 },
  hung: { error: appError('endpoint/timeout', ''), afterMs: 35_000 },
  failing: { error: appError('endpoint/server-error', '', { status: 500 }), afterMs: 5 },
  proxied: { error: appError('endpoint/server-error', '', { status: 502 }), afterMs: 5 },
  killed: { error: appError('endpoint/empty-reply', ''), afterMs: 30_000 },
  garbled: { error: appError('endpoint/bad-json', ''), afterMs: 5 },
  disabled: { error: appError('dcmgr/disabled-account', ''), afterMs: 5 },
} as const;
const breakDown: fc.Arbitrary<Event> = fc
  .tuple(fc.constantFrom(...Object.keys(faults)), fc.constantFrom('all', 'most', 'some'), fc.nat(100))
  .map(([name, share, salt]) => ({
    name: `break down: ${share} ${name}`,
    happen: (dc) => {
      const fault = faults[name as keyof typeof faults]; // from the keys above
      const every = { all: 1, most: 2, some: 5 }[share] ?? 1;
      let n = salt;
      dc.server.fault = () => (every === 1 || (every === 2 ? n++ % 3 > 0 : n++ % every === 0) ? fault : null);
    },
  }));
const heal: fc.Arbitrary<Event> = fc.constant({
  name: 'heal',
  happen: (dc) => {
    dc.server.fault = () => null;
  },
});
const loseNetwork: fc.Arbitrary<Event> = fc.boolean().map((has) => ({
  name: has ? 'find the network' : 'lose the network',
  happen: (dc) => {
    dc.hasNetwork = has;
  },
}));
const restart: fc.Arbitrary<Event> = fc.constant({
  name: 'restart',
  happen: (dc) => dc.restart(),
});
const lookAt: fc.Arbitrary<Event> = fc.array(fc.nat(60), { maxLength: 20 }).map((at) => ({
  name: `look at ${String(at.length)}`,
  happen: (dc) => {
    const list = dc.server.list('instances', dc.account);
    const spotlight = at.flatMap((i) => list[i] ?? []).map(({ id }) => ({ kind: 'instances' as const, id }));
    dc.attention = { hidden: at.length === 0, spotlight };
    dc.poller.attentionChanged();
  },
}));
const pass: fc.Arbitrary<Event> = fc
  .oneof(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 90_000 }))
  .map((ms) => ({
    name: `${String(ms)} ms pass`,
    happen: (dc) => dc.clock.advance(ms),
  }));
const events = fc.array(
  fc.oneof(
    { arbitrary: pass, weight: 8 },
    { arbitrary: launch, weight: 3 },
    { arbitrary: disappear, weight: 3 },
    change,
    reorder,
    { arbitrary: unrest, weight: 4 },
    poison,
    breakDown,
    heal,
    loseNetwork,
    restart,
    lookAt,
  ),
  { minLength: 8, maxLength: 60 },
);

/** A datacenter that complains of a record let go while it is still listed. */
function watched(seed: number): { readonly dc: PolledDatacenter; readonly falselyLeft: string[] } {
  let state = seed + 1;
  const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const dc = new PolledDatacenter({ accounts, random, server: { requestMs: 20, recordMs: 40 } });
  for (const a of accounts) {
    dc.fill('instances', `i-${a}`, 80, a);
    dc.fill('volumes', `vol-${a}`, 30, a);
    dc.fill('networks', `nw-${a}`, 12, a);
  }
  const falselyLeft: string[] = [];
  const left = dc.feed.left.bind(dc.feed);
  dc.feed.left = (k, a, ids) => {
    falselyLeft.push(...ids.filter((id) => dc.server.list(k, a).some((record) => record.id === id)));
    left(k, a, ids);
  };
  return { dc, falselyLeft };
}

describe('polling through whatever happens', () => {
  it('lets nothing go that is still there, asks within bounds, and ends with what the server has', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.nat(1_000_000), async (happenings, seed) => {
        const { dc, falselyLeft } = watched(seed);
        const run: Run = { born: 0 };
        dc.poller.start();
        await dc.clock.advance(15 * second);

        for (const { happen } of happenings) await happen(dc, run);
        dc.server.fault = () => null;
        dc.server.arriving = () => undefined;
        dc.hasNetwork = true;
        dc.attention = { hidden: false, spotlight: [] };
        await dc.clock.advance(75 * minute);

        expect(falselyLeft).toEqual([]);
        expect(dc.logger.bugs).toEqual([]);
        for (const k of kinds) {
          const held = Object.entries(dc.feed.states(k)).filter(([id]) => !dc.server.unreadable.has(id));
          const listed = Object.entries(dc.listed(k)).filter(([id]) => !dc.server.unreadable.has(id));
          expect(Object.fromEntries(held)).toEqual(Object.fromEntries(listed));
        }
        expect(dc.poller.status().lists.filter(({ freshness }) => freshness !== 'live')).toEqual([]);
        expect(dc.server.mostInFlight).toBeLessThanOrEqual(2);
        expect(dc.server.requests.length).toBeLessThan(500 + dc.clock.elapsed() / second);
        dc.poller.stop();
      }),
      { numRuns: 25 },
    );
  }, 300_000);
});
