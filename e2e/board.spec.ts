import { instancesIn, instanceThat } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: { seed: 1, hosts: 3, instances: 12, tenants: 2, configuration: { heartbeatTimeoutMs: 1_000 } },
    Osaka: { seed: 2, hosts: 2, instances: 6, tenants: 1, profile: { colour: 'green' } },
  },
});

test('shows datacenters as columns, hosts as panels and instances as tiles', async ({ nori, fleet }) => {
  const { board, page } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const { hostNodes } = tokyo.world.database;
  await nori.goTo('Board');
  await expect(board.count).toHaveText('18 instances');

  await test.step('columns stand side by side, each with its condition', async () => {
    const [first, second] = await Promise.all(
      ['Tokyo', 'Osaka'].map(async (name) => board.column(name).boundingBox()),
    );
    expect(first?.y).toBe(second?.y);
    expect(second?.x).toBeGreaterThanOrEqual((first?.x ?? 0) + (first?.width ?? 0));
    await expect(board.head('Tokyo')).toContainText('Online');
    await expect(board.head('Tokyo')).toContainText(/now|\d+ s ago/);
  });
  await test.step('a panel for each host says how it is and how full', async () => {
    for (const { id, name, cores } of hostNodes.rows) {
      const guests = tokyo.world.database.instances.rows.filter(({ hostId }) => hostId === id);
      const used = guests
        .filter(({ state }) => state !== 'terminated')
        .reduce((sum, each) => sum + each.cores, 0);
      const panel = board.panel('Tokyo', name ?? id);
      await expect(panel).toHaveAccessibleName(
        new RegExp(`online, kvm x86_64, Cores ${String(used)} of ${String(cores)}, Memory .* of .* GB`),
      );
      await expect(panel.getByText('online', { exact: true })).toBeVisible();
      await expect(panel.getByRole('option')).toHaveCount(guests.length);
    }
  });
  await test.step('what has no host has a panel of its own', async () => {
    const unplaced = tokyo.world.database.instances.rows.filter(({ hostId }) => hostId === null);
    const panel = board.panel('Tokyo', 'Not placed on a host');
    await expect(panel.getByRole('option')).toHaveCount(unplaced.length);
  });
  await test.step('tiles tell states by shape too, never by colour alone', async () => {
    const shape = async (state: 'running' | 'stopped') => {
      const [one] = instancesIn(tokyo, state);
      const tile = board.tile(one?.id ?? '');
      await expect(tile).toHaveAccessibleName(`${one?.hostname ?? ''}, ${state}`);
      return tile.evaluate((element) => {
        const { clipPath, borderRadius, borderStyle, boxShadow, backgroundImage } = getComputedStyle(
          element,
          '::before',
        );
        return [clipPath, borderRadius, borderStyle, boxShadow === 'none', backgroundImage].join();
      });
    };
    expect(await shape('running')).not.toBe(await shape('stopped'));
  });
  await test.step('compact tiles keep their names for those who hear them', async () => {
    const box = async () =>
      board
        .panel('Tokyo', hostNodes.rows[0]?.name ?? '')
        .getByRole('option')
        .first()
        .boundingBox();
    const named = await box();
    await board.density('Compact').click();
    const compact = await box();
    expect(compact?.width).toBeLessThan(named?.width ?? 0);
    await expect(board.columns.getByRole('option')).toHaveCount(18);
    await nori.reload();
    await expect(board.density('Compact')).toHaveAttribute('aria-pressed', 'true');
    await page.mouse.move(0, 0);
  });
  await test.step('a host that falls silent says so on its panel', async () => {
    const [host] = hostNodes.rows;
    tokyo.world.killHost(host?.id ?? '');
    await nori.datacenters.readNow('Tokyo').click();
    await expect(board.panel('Tokyo', host?.name ?? '')).toHaveAccessibleName(/, (timed out|offline),/, {
      timeout: 30_000,
    });
  });
});

test('has the query, the selection and the details of the list', async ({ nori, fleet }) => {
  const { board, detail, instances, page, query } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const [one, two] = instancesIn(tokyo, 'running');
  const tile = (id: string | undefined) => board.tile(id ?? '');
  await expect(instances.count).toHaveText('18 instances');
  await instances.row(one?.id ?? '').click();
  await nori.goTo('Board');

  await test.step('what was selected in the list is here too', async () => {
    await expect(board.selected).toHaveCount(1);
    await tile(two?.id).click({ modifiers: ['Control'] });
    await expect(board.selected).toHaveCount(2);
  });
  await test.step('and the other way round', async () => {
    await nori.goTo('Instances');
    await expect(instances.selected).toHaveCount(2);
    await expect(instances.row(two?.id ?? '')).toHaveAttribute('aria-selected', 'true');
    await nori.goTo('Board');
  });
  await test.step('a query limits it, and says what is selected but hidden', async () => {
    await query.search('dc=osaka');
    await expect(board.count).toHaveText('6 of 18 instances');
    await expect(board.column('Tokyo')).toBeHidden();
    await expect(board.toolbar).toContainText('1 datacenter without a match hidden');
    await expect(instances.note('2 of 2 selected not shown')).toBeVisible();
    await instances.noteButton('Show them').click();
    await expect(board.count).toHaveText('2 of 18 instances');
    await instances.noteButton('Back to the query').click();
    await nori.goTo('Instances');
    await expect(instances.count).toHaveText('6 of 18 instances');
    await nori.goTo('Board');
    await query.search('');
    await expect(board.count).toHaveText('18 instances');
  });
  await test.step('nothing fits a query: that is said, and left with a click', async () => {
    await query.search('there-is-no-such');
    await expect(page.getByRole('main')).toContainText('No instance matches');
    await page.getByRole('main').getByRole('button', { name: 'Clear the query' }).last().click();
    await expect(board.count).toHaveText('18 instances');
  });
  await test.step('a tile opens the details, and these follow', async () => {
    await tile(one?.id).dblclick();
    await expect(detail.pane).toContainText(one?.id ?? '');
    await tile(two?.id).click();
    await expect(detail.pane).toContainText(two?.id ?? '');
    await detail.close.click();
    await expect(detail.pane).toBeHidden();
  });
  await test.step('it works by keys alone', async () => {
    const active = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-activedescendant') ?? '');
    await nori.goTo('Fleet');
    await nori.goTo('Board');
    await board.column('Tokyo').focus();
    await page.keyboard.press('ArrowDown');
    const first = await active();
    expect(first).not.toBe('');
    await page.keyboard.press('ArrowDown');
    await expect.poll(active).not.toBe(first);
    await page.keyboard.press('Space');
    await expect(board.selected).toHaveCount(2);
    await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => board.selected.count()).toBeGreaterThan(2);
    const here = (await active()).split('/').at(-1) ?? '';
    await page.keyboard.press('Enter');
    await expect(detail.pane).toContainText(here);
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
    await expect(board.column('Osaka')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(detail.pane).toBeHidden();
    await page.keyboard.press('Control+a');
    await expect(board.selected).toHaveCount(18);
  });
  await test.step('a tile keeps its place while its state changes', async () => {
    const stays = instanceThat(tokyo, ({ state, haEnabled }) => state === 'running' && !haEnabled);
    const before = await tile(stays.id).boundingBox();
    tokyo.world.killGuest(stays.id);
    await expect(tile(stays.id)).toHaveAccessibleName(/running, offline/, { timeout: 30_000 });
    expect(await tile(stays.id).boundingBox()).toEqual(before);
  });
});
