import { instancesIn, instanceThat, launchByHttp, newestInstance } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';
import type { Fleet } from './harness/fleet.ts';
import type { NoriPage } from './pages/nori-page.ts';

test.use({
  plans: {
    Tokyo: { seed: 4, hosts: 2, instances: 10, tenants: 2 },
    Osaka: { seed: 2, hosts: 2, instances: 6, tenants: 1 },
  },
});

const names = ['Tokyo', 'Osaka'] as const;

async function stopAll({ datacenters }: NoriPage, fleet: Fleet): Promise<void> {
  for (const name of names) await fleet.datacenter(name).stop();
  for (const name of names) await expect(datacenters.item(name)).toContainText('Unreachable');
}

/** What a person can still do, and is told, when no datacenter answers. */
async function expectAllToWork(nori: NoriPage, fleet: Fleet): Promise<void> {
  const { board, detail, fleet: cards, instances, query } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const running = instanceThat(tokyo, ({ state }) => state === 'running');
  const count = instancesIn(tokyo, 'running').length;

  await test.step('the list is whole, each row says how old it is', async () => {
    await expect(instances.count).toHaveText('16 instances');
    for (const name of names) {
      const id = newestInstance(fleet.datacenter(name));
      const seen = await instances.cell(id, 'Seen');
      await expect(seen).toHaveText(/^\d+ (s|min) ago$/);
      await seen.hover();
      await expect(seen).toHaveAttribute('title', /Nothing new is coming in from this datacenter\./);
    }
  });
  await test.step('it is searched, sorted and grouped as ever', async () => {
    await query.search('dc=tokyo state:running');
    await expect(instances.count).toHaveText(`${String(count)} of 16 instances`);
    await instances.groupBy('state');
    await expect(instances.group(/./)).toHaveCount(1);
    await instances.groupBy('host');
    await query.search('');
  });
  await test.step('nothing can be written, and that has a reason', async () => {
    await instances.row(running.id).click();
    for (const action of ['Stop', 'Reboot', 'Terminate'] as const) {
      await expect(nori.action(action)).toHaveAttribute('aria-disabled', 'true');
      await expect(nori.action(action)).toHaveAccessibleDescription('Tokyo can’t be reached.');
    }
    await nori.action('Terminate').click({ force: true });
    await expect(nori.dialog(/Terminate/)).toHaveCount(0);
  });
  await test.step('the details are there, dated', async () => {
    await instances.row(running.id).dblclick();
    await expect(detail.pane).toContainText('Can’t be reached.');
    await expect(detail.pane).toContainText(/As of \d{4}-\d\d-\d\d \d\d:\d\d, \d+ (s|min) ago/);
    const host = tokyo.world.database.hostNodes.get(running.hostId ?? '');
    await expect(detail.fact('Host', 'Cores offered')).toHaveText(String(host?.cores));
    await detail.tab('Document').click();
    await expect(detail.body).toContainText(`"id": "${running.id}"`);
    await detail.tab('Overview').click();
    await detail.close.click();
  });
  await test.step('so are board and fleet', async () => {
    await nori.goTo('Board');
    await expect(board.count).toHaveText('16 instances');
    await expect(board.head('Tokyo')).toContainText('Unreachable');
    await expect(board.head('Tokyo')).toContainText(/\d+ (s|min) ago/);
    await expect(board.tile(running.id)).toBeVisible();
    await nori.goTo('Fleet');
    await expect(cards.card('Osaka')).toContainText('Unreachable');
    await expect(cards.card('Osaka')).toContainText(/As of \d+ (s|min) ago/);
    await expect(cards.card('Tokyo')).toContainText('10 instances');
    await expect(cards.meter('Tokyo', 'Cores')).toBeVisible();
    await nori.goTo('Instances');
  });
}

test('with every datacenter down, all that was known is there and nothing can be written', async ({
  nori,
  fleet,
}) => {
  await expect(nori.instances.count).toHaveText('16 instances');
  await stopAll(nori, fleet);

  await expectAllToWork(nori, fleet);
});

test('so it is after a cold start', async ({ nori, fleet }) => {
  await expect(nori.instances.count).toHaveText('16 instances');
  for (const name of names) await expect(nori.datacenters.item(name)).toContainText('Online');

  await fleet.restart({
    meanwhile: async () => {
      for (const name of names) await fleet.datacenter(name).stop();
    },
  });
  await nori.open(await fleet.link());
  for (const name of names) await expect(nori.datacenters.item(name)).toContainText('Unreachable');

  await expectAllToWork(nori, fleet);
});

test('a browser without a network goes on with what the page holds, and catches up', async ({
  nori,
  fleet,
  context,
}) => {
  const { board, detail, instances, page, query } = nori;
  const running = instanceThat(fleet.datacenter('Tokyo'), ({ state }) => state === 'running');
  await expect(instances.count).toHaveText('16 instances');
  await instances.row(running.id).dblclick();
  await expect(detail.fact('Instance', 'State')).toHaveText('running');

  await context.setOffline(true);

  await test.step('list, query, details and board go on', async () => {
    await query.search('dc=osaka');
    await expect(instances.count).toHaveText('6 of 16 instances');
    await query.search('');
    await expect(detail.title).toHaveText(running.hostname);
    await expect(detail.fact('Instance', 'State')).toHaveText('running');
    await nori.goTo('Board');
    await expect(board.count).toHaveText('16 instances');
    await nori.goTo('Instances');
  });
  const id = await launchByHttp(fleet.datacenter('Osaka'), 'launched-meanwhile');
  await context.setOffline(false);

  await test.step('back, it shows what happened meanwhile', async () => {
    await detail.close.click();
    await page.mouse.move(0, 0);
    await expect(instances.row(id)).toBeVisible({ timeout: 30_000 });
    await expect(instances.count).toHaveText('17 instances');
  });
});

test('without its engine the page says so, goes on showing what it holds, and writes nothing', async ({
  nori,
  fleet,
}) => {
  const { instances, page, query } = nori;
  const running = instanceThat(fleet.datacenter('Tokyo'), ({ state }) => state === 'running');
  await expect(instances.count).toHaveText('16 instances');

  await fleet.restart({
    meanwhile: async () => {
      await expect(page.getByRole('alert')).toContainText('The connection to Nori’s engine is lost.');
      await query.search('dc=osaka');
      await expect(instances.count).toHaveText('6 of 16 instances');
      await query.search('');
      await instances.row(running.id).click();
      await expect(nori.action('Stop')).toHaveAttribute('aria-disabled', 'true');
      await expect(nori.action('Stop')).toHaveAccessibleDescription(/connection to Nori’s engine is lost/);
    },
  });

  await nori.open(await fleet.link());
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(instances.count).toHaveText('16 instances');
});

test.describe(() => {
  test.use({ plans: { Tokyo: { profile: { url: 'http://127.0.0.1:9/api' } } } });

  test('a datacenter that never answered is told apart from an empty one', async ({ nori }) => {
    const main = nori.page.getByRole('main');

    await expect(main).toContainText('Nothing has been read yet');
    await expect(main).toContainText('Nothing accepts connections at this address.');
    await nori.goTo('Board');
    await expect(main).toContainText('never read', { ignoreCase: true });
    await nori.goTo('Fleet');
    await expect(nori.fleet.card('Tokyo')).toContainText('Never read');
    await expect(nori.fleet.card('Tokyo')).toContainText(
      'Nothing is known of this datacenter until it answers once.',
    );
  });
});
