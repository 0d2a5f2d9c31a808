import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import type { Row } from '#contract/inventory.ts';
import { aDecodedVolume, pool, tenant } from '../../../testing/decoded-records.ts';
import { FakeClock } from '../../../testing/fake-clock.ts';
import { FakeSession } from '../../../testing/fake-session.ts';
import { InMemoryInventoryStore } from '../../../testing/in-memory-inventory-store.ts';
import { osaka } from '../../../testing/stored-records.ts';
import { InventorySubscriptions } from '../engine/inventory-subscriptions.ts';
import { Timeline } from '../timeline/timeline.ts';
import { Inventory } from './inventory.ts';
import { toRow } from './rows.ts';
import { StoreWriter } from './store-writer.ts';

const full = appError('store/unavailable', 'disk full');
const kind = 'volumes';
const ids = ['vol-1', 'vol-2', 'vol-3', 'vol-4'] as const;
const accounts = [pool, tenant] as const;

function build() {
  const clock = new FakeClock();
  const store = new InMemoryInventoryStore();
  const writer = new StoreWriter({ store, clock, failureChanged: () => undefined });
  const timeline = new Timeline(store, writer);
  const inventory: Inventory = new Inventory({
    clock,
    writer,
    timeline,
    published: (batch) => {
      subscriptions.publish(batch);
    },
  });
  const subscriptions = new InventorySubscriptions(inventory, clock);
  return { clock, store, writer, inventory, subscriptions, feed: inventory.open(osaka) };
}
type Built = ReturnType<typeof build>;

/** A page that follows volumes as the contract says a page should. */
class Page {
  readonly session = new FakeSession();
  readonly #rows = new Map<string, Row>();
  readonly #subscriptions: InventorySubscriptions;
  #revision: number;

  constructor(subscriptions: InventorySubscriptions) {
    this.#subscriptions = subscriptions;
    this.#revision = subscriptions.subscribe(kind, this.session).revision;
  }

  /** Reads the snapshot (late, so that it may be read after deltas have come), then applies every delta. */
  rows(): readonly Row[] {
    const chunk = this.#subscriptions.chunk(kind, 0, this.session);
    if (!chunk.ok || !chunk.value.done) throw new Error('a small snapshot fits one chunk');
    for (const row of structuredClone(chunk.value.rows)) this.#rows.set(row.key, row);
    for (const delta of this.session.all('inventory.changed')) {
      if (delta.kind !== kind) continue;
      expect(delta.revision).toBe(this.#revision + 1);
      this.#revision = delta.revision;
      for (const key of delta.removed) this.#rows.delete(key);
      for (const row of delta.upserted) this.#rows.set(row.key, row);
      for (const { at, keys } of delta.seen) {
        for (const key of keys) {
          const row = this.#rows.get(key);
          if (row !== undefined) this.#rows.set(key, { ...row, fetchedAt: at });
        }
      }
    }
    return sorted([...this.#rows.values()]);
  }
}

const sorted = <T extends { readonly id: string }>(records: readonly T[]): readonly T[] =>
  records.toSorted((a, b) => a.id.localeCompare(b.id));

type Known = {
  sizeMb: number;
  extra: string | null;
  at: number;
  changedAt: number;
  accounts: Set<AccountId>;
};

/** The rules once more, as plainly as can be. */
class Model {
  readonly known = new Map<string, Known>();
  readonly left = new Map<string, number>();

  observe(
    id: string,
    seen: { sizeMb: number; extra: string | null },
    by: AccountId | null,
    at: number,
    now: number,
  ): void {
    const leftAt = this.left.get(`${String(by)} ${id}`) ?? -Infinity;
    const member = by !== null && (at > leftAt || leftAt > now) ? by : null;
    const held = this.known.get(id);
    if (held === undefined) {
      if (member !== null) this.known.set(id, { ...seen, at, changedAt: at, accounts: new Set([member]) });
      return;
    }
    if (member !== null) held.accounts.add(member);
    if (at < held.at && held.at <= now) return;
    if (held.sizeMb !== seen.sizeMb || held.extra !== seen.extra)
      Object.assign(held, seen, { changedAt: at });
    held.at = at;
  }

  leave(id: string, by: AccountId, at: number): void {
    this.left.set(`${by} ${id}`, at);
    this.drop(id, by);
  }

  drop(id: string, by: AccountId): void {
    const held = this.known.get(id);
    held?.accounts.delete(by);
    if (held?.accounts.size === 0) this.known.delete(id);
  }
}

type Step = (built: Built, model: Model) => Promise<void> | void;

const someIds = fc.subarray([...ids], { minLength: 1 });
const anAccount = fc.constantFrom(...accounts);
/** Milliseconds before now: most answers are fresh, some come late. */
const age = fc.constantFrom(0, 0, 0, 7, 500);

const observe = fc
  .record({
    ids: someIds,
    by: fc.option(anAccount),
    age,
    sizeMb: fc.constantFrom(1, 2),
    extra: fc.constantFrom(null, '{"x":1}'),
    baseline: fc.boolean(),
  })
  .map(({ ids: seen, by, age: ms, sizeMb, extra, baseline }): Step => ({ feed, clock }, model) => {
    const at = clock.now() - ms;
    const records = seen.map((id) => aDecodedVolume(id, { sizeMb, extra }));
    feed.observe({ kind, listedBy: by, at, records, baseline });
    for (const id of seen) model.observe(id, { sizeMb, extra }, by, at, clock.now());
  });
const leave = fc
  .record({ ids: someIds, by: anAccount, age })
  .map(({ ids: gone, by, age: ms }): Step => ({ feed, clock }, model) => {
    const at = clock.now() - ms;
    feed.left(kind, by, gone, at);
    for (const id of gone) model.leave(id, by, at);
  });
const sweep = anAccount.map((account): Step => ({ feed, clock }, model) => {
  const startedAt = clock.now() - 3;
  feed.swept({ kind, account, startedAt, ownerTotal: 1 });
  for (const [name, at] of model.left)
    if (name.startsWith(account) && at < startedAt) model.left.delete(name);
});
const dropAccount = anAccount.map((kept): Step => ({ feed }, model) => {
  feed.keepAccounts(new Set([kept]));
  for (const account of accounts) {
    if (account === kept) continue;
    for (const id of ids) model.drop(id, account);
    if (feed.sweptAt(kind, account) !== null) throw new Error('the list of a dropped account is still dated');
  }
});
const failStore = fc.boolean().map((fails): Step => ({ store }) => {
  store.failure = fails ? full : null;
});
const advance = fc.constantFrom(1, 40, 250, 11_000).map(
  (ms): Step =>
    ({ clock }) =>
      clock.advance(ms),
);
const setClock = fc.constantFrom(-10_000, 10_000).map((ms): Step => ({ clock }) => {
  clock.setWallClock(clock.now() + ms);
});

/** Departures of a dropped account are forgotten only where it had been swept; the model need not know. */
const steps = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: observe },
    { weight: 3, arbitrary: leave },
    { weight: 2, arbitrary: sweep },
    { weight: 1, arbitrary: failStore },
    { weight: 3, arbitrary: advance },
    { weight: 1, arbitrary: setClock },
  ),
  { maxLength: 40 },
);

async function play(sequence: readonly Step[], built: Built, model: Model): Promise<void> {
  for (const step of sequence) await step(built, model);
}

const rowsOf = ({ inventory }: Built) => sorted(inventory.records(kind).map(toRow));

describe('an inventory after any sequence of observations, departures, clock jumps and store failures', () => {
  it('holds what the rules say', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (sequence) => {
        const built = build();
        const model = new Model();

        await play(sequence, built, model);

        const held = rowsOf(built).map((row) => ({
          id: row.id,
          sizeMb: built.feed.record(kind, row.id)?.value,
          at: row.fetchedAt,
          changedAt: row.changedAt,
          accounts: row.accounts,
        }));
        const expected = [...model.known].map(([id, known]) => ({
          id,
          sizeMb: aDecodedVolume(id, known).value,
          at: known.at,
          changedAt: known.changedAt,
          accounts: [...known.accounts].sort(),
        }));
        expect(held).toEqual(sorted(expected));
      }),
      { numRuns: 300 },
    );
  });

  it('is what a page has that applied every delta to its snapshot', async () => {
    const withDrops = fc.array(
      fc.oneof({ weight: 20, arbitrary: steps }, { weight: 1, arbitrary: dropAccount.map((step) => [step]) }),
    );
    await fc.assert(
      fc.asyncProperty(steps, withDrops, async (before, after) => {
        const built = build();
        const model = new Model();
        await play(before, built, model);
        const page = new Page(built.subscriptions);

        await play(after.flat(), built, model);
        await built.clock.advance(100);

        expect(page.rows()).toEqual(rowsOf(built));
      }),
      { numRuns: 300 },
    );
  });

  it('is what the store holds once it works again, documents and changes included', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.option(dropAccount), steps, async (before, drop, after) => {
        const built = build();
        const model = new Model();
        await play([...before, ...(drop === null ? [] : [drop]), ...after], built, model);

        built.store.failure = null;
        await built.clock.advance(10_000);

        const stored = sorted([...built.store.records()]);
        expect(stored).toEqual(sorted(built.inventory.records(kind)));
        for (const { id, value } of stored)
          expect(built.inventory.detail(kind, `osaka/${id}` as never)?.raw).toBe(JSON.stringify(value));
        const changes = built.store.changes({ limit: 1_000 });
        const seqs = changes.ok ? changes.value.map((change) => change.seq) : [];
        expect(seqs).toEqual(seqs.map((_, index) => seqs.length - index));
      }),
      { numRuns: 300 },
    );
  });
});
