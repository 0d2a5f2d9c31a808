import type { Simulator } from '#simulator/simulator.ts';
import { instancesIn } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: { seed: 1, hosts: 3, instances: 10, tenants: 2 },
    Osaka: { seed: 2, hosts: 2, instances: 6, tenants: 1, profile: { colour: 'green' } },
    Sendai: { seed: 3, hosts: 1, instances: 4, tenants: 1, profile: { colour: 'red' }, tenantsOnly: true },
  },
});

/** What the datacenter itself knows of its cores: those of hosts, and those its instances take. */
function coresOf({ world }: Simulator): { readonly used: number; readonly offered: number } {
  const { hostNodes, instances } = world.database;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
  const placed = instances.rows.filter(({ hostId, state }) => hostId !== null && state !== 'terminated');
  return {
    used: sum(placed.map(({ cores }) => cores)),
    offered: sum(hostNodes.rows.map(({ cores }) => cores)),
  };
}

test('a card for each datacenter says what it holds, how full it is and how it answers', async ({
  nori,
  fleet,
}) => {
  const { datacenters, fleet: view, instances, page } = nori;
  await expect(instances.count).toContainText('instances');
  await nori.goTo('Fleet');

  await test.step('cards stand side by side and fill the width', async () => {
    await expect(view.cards).toHaveCount(3);
    await expect(view.card('Sendai')).toContainText('Online');
    const boxes = await Promise.all(
      ['Tokyo', 'Osaka', 'Sendai'].map(async (name) => view.card(name).boundingBox()),
    );
    const main = await page.getByRole('main').boundingBox();
    const [first, second, third] = boxes;
    expect(new Set(boxes.map((box) => box?.y)).size).toBe(1);
    expect(new Set(boxes.map((box) => box?.height)).size).toBe(1);
    expect(second?.x).toBeGreaterThan((first?.x ?? 0) + (first?.width ?? 0));
    const right = (third?.x ?? 0) + (third?.width ?? 0);
    expect((main?.x ?? 0) + (main?.width ?? 0) - right).toBeLessThan(40);
  });
  await test.step('each says how it is, as of when, and how fast it answers', async () => {
    for (const name of ['Tokyo', 'Osaka', 'Sendai']) {
      await expect(view.card(name)).toContainText(/As of (now|\d+ s ago)/);
      await expect(view.trace(name)).toHaveAccessibleName(
        /^Last \d+ answers: median \d+ ms, slowest \d+ m?s/,
      );
      await expect(view.trace(name)).toBeVisible();
    }
  });
  await test.step('instances are counted by state', async () => {
    const tokyo = fleet.datacenter('Tokyo');
    const running = instancesIn(tokyo, 'running').length;
    await expect(view.states('Tokyo').filter({ hasText: 'running' })).toHaveText(
      `${String(running)} running`,
    );
    await expect(view.card('Tokyo')).toContainText('10 instances');
  });
  await test.step('cores and memory are those used of those offered', async () => {
    const { used, offered } = coresOf(fleet.datacenter('Tokyo'));
    const cores = view.meter('Tokyo', 'Cores');
    await expect(cores).toHaveAttribute('aria-valuetext', `${String(used)} of ${String(offered)}`);
    await expect(view.meter('Tokyo', 'Memory')).toHaveAttribute('aria-valuetext', /^\S+ [MG]B of \S+ GB$/);
    await expect(view.card('Tokyo')).toContainText('3 hosts online');
  });
  await test.step('hosts that the accounts do not see are no empty datacenter', async () => {
    await expect(view.card('Sendai')).toContainText('No host is visible to the chosen accounts');
    await expect(view.meter('Sendai', 'Cores')).toBeHidden();
  });
  await test.step('a card opens its datacenter', async () => {
    await view.card('Osaka').click({ position: { x: 200, y: 200 } });
    await expect(instances.count).toHaveText(/^6 of \d+ instances$/);
    await expect(nori.query.field).toHaveValue('dc=osaka');
    await expect(instances.chip('Osaka')).toHaveAttribute('aria-pressed', 'true');
    await page.goBack();
    await expect(view.cards).toHaveCount(3);
  });
  await test.step('paused, it says so', async () => {
    await datacenters.pause('Osaka').click();
    await expect(view.card('Osaka')).toContainText('Paused');
  });
});

test('cards tell trouble as it is, each its own', async ({ nori, fleet }) => {
  const { fleet: view } = nori;
  const osaka = fleet.datacenter('Osaka');
  await nori.goTo('Fleet');
  for (const name of ['Tokyo', 'Osaka', 'Sendai']) await expect(view.card(name)).toContainText('Online');

  await test.step('a failing list makes it degraded', async () => {
    fleet.datacenter('Tokyo').faults.add({ kind: 'html-error', status: 500, path: '^/api/images' });
    await nori.datacenters.readNow('Tokyo').click();

    await expect(view.card('Tokyo')).toContainText('Degraded');
    await expect(view.card('Osaka')).toContainText('Online');
    await expect(view.states('Tokyo').first()).toBeVisible();
  });
  await test.step('one that is away says why, since when, and when it is tried again', async () => {
    const before = await view.states('Osaka').allTextContents();
    await osaka.stop();

    await expect(view.card('Osaka')).toContainText('Unreachable');
    await expect(view.card('Osaka')).toContainText('Nothing accepts connections at this address.');
    await expect(view.card('Osaka')).toContainText(/Next try in \d+ s|Trying now/);
    await expect(view.asOf('Osaka')).toHaveText(/^\d+ s ago$/);
    expect(await view.states('Osaka').allTextContents()).toEqual(before);
    await expect(view.card('Sendai')).toContainText('Online');
  });
  await test.step('it is tried at once when asked', async () => {
    await osaka.start();
    await view.tryNow('Osaka').click();
    await expect(view.card('Osaka')).toContainText('Online');
    await expect(view.tryNow('Osaka')).toBeHidden();
  });
});

test('a card tells what changed since somebody looked, until it is marked as seen', async ({
  nori,
  fleet,
}) => {
  const { fleet: view, detail } = nori;
  await nori.goTo('Fleet');
  for (const name of ['Tokyo', 'Osaka', 'Sendai']) {
    await expect(view.card(name)).toContainText('Online');
    await expect(view.card(name)).toContainText('Nothing changed since you last looked');
  }
  const drawer = nori.dialog('Changes in Osaka');
  const [id = ''] = fleet.datacenter('Osaka').launch({ hostname: 'launched-elsewhere' });

  await test.step('counted on its card alone', async () => {
    await expect(view.changes('Osaka')).toHaveText(/^\d+ changes? since you last looked$/);
    await expect(view.card('Tokyo')).toContainText('Nothing changed since you last looked');
  });
  await test.step('listed by what changed', async () => {
    await view.changes('Osaka').click();
    await expect(drawer).toContainText(id);
    await expect(drawer).toContainText('Appeared');
  });
  await test.step('each leads to its record', async () => {
    await drawer.getByRole('button', { name: 'launched-elsewhere' }).first().click();
    await expect(drawer).toBeHidden();
    await expect(detail.title).toHaveText('launched-elsewhere');
    await expect(detail.pane).toContainText(id);
  });
  await test.step('marked as seen, they are no news any more', async () => {
    // Until it runs it goes on changing.
    await expect(detail.fact('Instance', 'Status')).toHaveText('online', { timeout: 30_000 });
    await view.changes('Osaka').click();
    await drawer.getByRole('button', { name: 'Mark as seen' }).click();
    await expect(drawer).toBeHidden();
    await expect(view.card('Osaka')).toContainText('Nothing changed since you last looked');
  });
});
