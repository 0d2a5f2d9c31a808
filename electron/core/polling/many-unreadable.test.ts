import { describe, expect, it } from 'vitest';
import { type PolledDatacenter, startedDatacenter } from '../../../testing/polled-datacenter.ts';

const second = 1_000;
const minute = 60 * second;

const instancesOf = (dc: PolledDatacenter) =>
  dc.poller.status().lists.find(({ kind }) => kind === 'instances');
const codesOf = (dc: PolledDatacenter) =>
  new Set(
    dc.poller
      .status()
      .problems.filter(({ kind }) => kind === 'instances')
      .map(({ error }) => error.code),
  );

/** Healthy instances that no page of the list has shown since a time. */
function unreadSince(dc: PolledDatacenter, since: number): readonly string[] {
  const read = new Map<string, number>();
  for (const { kind, listedBy, at, records } of dc.feed.observations)
    if (kind === 'instances' && listedBy !== null) for (const { id } of records) read.set(id, at);
  return dc.server
    .list('instances', dc.account)
    .map(({ id }) => id)
    .filter((id) => !dc.server.unreadable.has(id) && (read.get(id) ?? -1) < since);
}

/** 600 instances, read once, and then the image of every tenth is deleted. */
async function everyTenthDead(): Promise<PolledDatacenter> {
  const dc = startedDatacenter({ server: { recordMs: 2 } }, (it) => {
    it.fill('instances', 'i-', 600);
  });
  await dc.clock.advance(minute);
  for (let i = 3; i < 600; i += 10) dc.server.unreadable.add(`i-${String(i)}`);
  return dc;
}

describe('a list with too many unreadable records for one sweep', () => {
  it('keeps its old date, and says why, while places are unread', async () => {
    const dc = await everyTenthDead();
    const deadSince = dc.clock.now();
    await dc.clock.advance(2 * minute);

    expect(instancesOf(dc)?.fetchedAt).toBeLessThanOrEqual(deadSince);
    expect(instancesOf(dc)).toMatchObject({ freshness: 'stale', error: null });
    expect(codesOf(dc)).toEqual(new Set(['list/places-unread', 'list/unreadable-record']));
    expect(dc.poller.status().problems).toContainEqual(
      expect.objectContaining({
        error: expect.objectContaining({
          code: 'list/places-unread',
          details: { places: expect.any(Number) as number },
        }) as unknown,
      }),
    );
    expect(dc.feed.departures).toEqual([]);
    dc.poller.stop();
  });

  it.each([
    ['stands still', 0],
    ['gets a launch and loses a record every 25 s', 25 * second],
  ])(
    'is read whole within minutes while it %s, and costs few failing pages from then on',
    async (_, everyMs) => {
      const dc = await everyTenthDead();
      let born = 0;
      for (let ms = 0; ms < 8 * minute; ms += 5 * second) {
        if (everyMs > 0 && ms % everyMs === 0) {
          dc.server.list('instances', dc.account).unshift({ id: `i-n${String(born++)}`, state: 'running' });
          dc.server.remove('instances', dc.account, `i-${String(born * 10 + 4)}`);
        }
        await dc.clock.advance(5 * second);
        // Never dated later than any of its healthy records was read, but for one of which it knows nothing yet.
        const missed = unreadSince(dc, instancesOf(dc)?.fetchedAt ?? Infinity);
        expect(missed.filter((id) => !id.startsWith('i-n'))).toEqual([]);
      }
      const spent = dc.server.failedPages;
      await dc.clock.advance(10 * minute);

      expect(instancesOf(dc)?.freshness).toBe('live');
      expect(codesOf(dc)).not.toContain('list/places-unread');
      expect(spent).toBeLessThan(everyMs === 0 ? 300 : 450);
      // Known places are looked at again a few at a time, every 15 minutes.
      expect(dc.server.failedPages - spent).toBeLessThan(300);
      expect(dc.feed.departures.filter(({ id }) => dc.listed('instances')[id] !== undefined)).toEqual([]);
      dc.poller.stop();
    },
  );
});
