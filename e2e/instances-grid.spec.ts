import { instancesIn, instanceThat, newestInstance } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: { seed: 1, hosts: 3, instances: 12, tenants: 2 },
    Osaka: { seed: 2, hosts: 2, instances: 6, tenants: 1, profile: { colour: 'green' } },
  },
});

test('groups rows as asked, and keeps what was folded', async ({ nori, fleet }) => {
  const { instances } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  await expect(instances.count).toHaveText('18 instances');
  const host = tokyo.world.database.hostNodes.rows[0];
  const guests = instancesIn(tokyo, 'running').filter(({ hostId }) => hostId === host?.id);
  const header = instances.group(host?.name ?? '');

  await test.step('by host at first: what it is, how full, and what runs on it', async () => {
    await expect(header).toContainText('Tokyo');
    await expect(header).toContainText('online');
    await expect(header).toContainText('kvm · x86_64');
    await expect(header).toContainText(`${String(guests.length)} running`);
    const cores = guests.reduce((sum, guest) => sum + guest.cores, 0);
    await expect(header.getByRole('meter', { name: 'Cores' })).toHaveAttribute(
      'aria-valuetext',
      `${String(cores)} / ${String(host?.cores)}`,
    );
    await expect(header.getByRole('meter', { name: 'Memory' })).toBeVisible();
    await expect(instances.group('Not placed on a host').first()).toBeVisible();
  });
  await test.step('by whatever else there is', async () => {
    const { database } = tokyo.world;
    const groupings = [
      ['datacenter', 'Tokyo'],
      ['account', 'a-'],
      ['state', 'running'],
      ['spec', 'is-'],
      ['image', database.images.rows[0]?.description ?? ''],
      ['network', 'nw-toky1'],
      ['security group', 'default'],
    ] as const;
    for (const [what, title] of groupings) {
      await instances.groupBy(what);
      await expect(instances.group(title).first()).toBeVisible();
      await expect(instances.count).toHaveText('18 instances');
    }
    await instances.groupBy('nothing');
    await expect(instances.group(/./)).toHaveCount(0);
    await expect(instances.row(newestInstance(tokyo))).toContainText('Tokyo');
  });
  await test.step('two deep', async () => {
    await instances.groupBy('datacenter');
    await instances.groupBy('host', 'then');
    await expect(instances.group(/^Tokyo/)).toHaveAttribute('aria-level', '1');
    await expect(header).toHaveAttribute('aria-level', '2');
    await expect(instances.row(newestInstance(tokyo))).toHaveAttribute('aria-level', '3');
    await expect(instances.group(/^Tokyo/)).toContainText(
      `${String(instancesIn(tokyo, 'running').length)} running`,
    );
  });
  await test.step('what is folded stays so, also after a reload', async () => {
    await header.click();
    await expect(header).toHaveAttribute('aria-expanded', 'false');
    await expect(instances.row(guests[0]?.id ?? '')).toBeHidden();
    await expect(nori.instances.count).toHaveText('18 instances');
    await nori.reload();
    await expect(header).toHaveAttribute('aria-expanded', 'false');
    await expect(instances.row(guests[0]?.id ?? '')).toBeHidden();
    await instances.tool('Collapse all groups').click();
    await expect(instances.row(newestInstance(tokyo))).toBeHidden();
    await expect(instances.group(/./)).toHaveCount(2);
    await instances.tool('Expand all groups').click();
    await expect(instances.row(guests[0]?.id ?? '')).toBeVisible();
  });
});

test('the header of the topmost rows stays in sight, and hides none that the keys lead to', async ({
  nori,
  fleet,
}) => {
  const { instances } = nori;
  await expect(instances.count).toHaveText('18 instances');
  await instances.groupBy('datacenter');
  await expect(instances.group(/./)).toHaveCount(2);
  await nori.page.setViewportSize({ width: 1440, height: 270 });
  await expect(instances.pinned).toHaveCount(0);

  await test.step('while its rows scroll by', async () => {
    await instances.grid.hover();
    await nori.page.mouse.wheel(0, 100);
    await expect(instances.pinned).toContainText('Tokyo');
    await expect(instances.pinned).toContainText(
      `${String(instancesIn(fleet.datacenter('Tokyo'), 'running').length)} running`,
    );
    await nori.page.mouse.wheel(0, 10_000);
    await expect(instances.pinned).toContainText('Osaka');
  });
  await test.step('the keys bring rows out from under it', async () => {
    await instances.grid.focus();
    await instances.grid.press('End');
    for (let row = 0; row < 9; row += 1) await instances.grid.press('ArrowUp');
    const id = await instances.grid.getAttribute('aria-activedescendant');
    const current = await nori.page.locator(`[id="${id ?? ''}"]`).boundingBox();
    const pinned = await instances.pinned.boundingBox();
    expect(current?.y).toBeGreaterThanOrEqual((pinned?.y ?? 0) + (pinned?.height ?? 0) - 1);
  });
  await test.step('a click folds its group, and shows where that stands', async () => {
    await instances.pinned.click();
    await expect(instances.group(/^Tokyo/)).toHaveAttribute('aria-expanded', 'false');
    await expect(instances.group(/^Tokyo/)).toBeInViewport({ ratio: 0.6 });
    await expect(instances.pinned).toHaveCount(0);
  });
  await test.step('where groups nest, below its parent’s', async () => {
    await instances.group(/^Tokyo/).click();
    await instances.groupBy('state', 'then');
    await expect(instances.group('running').first()).toBeVisible();
    await instances.grid.hover();
    await nori.page.mouse.wheel(0, 100);
    await expect(instances.pinned).toHaveCount(2);
    await expect(instances.pinned).toContainText([/^Tokyo/, /^running/]);
  });
});

test('columns are chosen, moved, resized and sorted by, and come back as they were left', async ({
  nori,
}) => {
  const { instances, page, query } = nori;
  await expect(instances.count).toHaveText('18 instances');
  await instances.groupBy('nothing');
  const menu = instances.menu('Columns');

  await test.step('every field can be shown', async () => {
    await instances.tool('Columns').click();
    const offered = await menu.getByRole('checkbox').count();
    expect(offered).toBeGreaterThanOrEqual(29);
    for (const column of ['Status', 'NAT address', 'Created'])
      await menu.getByRole('checkbox', { name: column, exact: true }).uncheck();
    for (const column of ['Security groups', 'Volumes', 'Age', 'DNS name'])
      await menu.getByRole('checkbox', { name: column, exact: true }).check();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
    expect(await instances.headings()).toEqual(expect.arrayContaining(['Volumes', 'Age', 'DNS name']));
    expect(await instances.headings()).not.toContain('Status');
  });
  await test.step('moved by dragging and by keyboard', async () => {
    const [state, id] = [instances.sorter('State'), instances.sorter('ID')];
    await state.dragTo(id, { targetPosition: { x: 5, y: 10 } });
    expect((await instances.headings()).slice(0, 3)).toEqual(['Hostname', 'State', 'ID']);
    await id.focus();
    await page.keyboard.press('Control+ArrowLeft');
    expect((await instances.headings()).slice(0, 3)).toEqual(['Hostname', 'ID', 'State']);
    await page.keyboard.press('Control+ArrowRight');
    expect((await instances.headings()).slice(0, 3)).toEqual(['Hostname', 'State', 'ID']);
  });
  await test.step('resized by dragging an edge and by keyboard', async () => {
    const width = async () => (await instances.heading('Hostname').boundingBox())?.width ?? 0;
    const box = await instances.heading('Hostname').boundingBox();
    const edge = { x: (box?.x ?? 0) + (box?.width ?? 0) - 2, y: (box?.y ?? 0) + 8 };
    const before = await width();
    await page.mouse.move(edge.x, edge.y);
    await page.mouse.down();
    await page.mouse.move(edge.x + 60, edge.y, { steps: 4 });
    await page.mouse.up();
    expect(await width()).toBe(before + 60);
    await instances.sorter('Hostname').press('Shift+ArrowLeft');
    expect(await width()).toBe(before + 44);
  });
  await test.step('sorted by several, each way', async () => {
    await instances.sorter('Cores').click();
    await instances.sorter('Hostname').click({ modifiers: ['Shift'] });
    await instances.sorter('Hostname').click({ modifiers: ['Shift'] });
    await expect(instances.heading('Cores')).toHaveAttribute('aria-sort', 'ascending');
    await expect(instances.heading('Hostname')).toHaveAttribute('aria-sort', 'descending');
    const [cores, names] = [await instances.column('Cores'), await instances.column('Hostname')];
    expect(cores.map(Number)).toEqual(cores.map(Number).toSorted((a, b) => a - b));
    const ones = names.filter((_, at) => cores[at] === cores[0]);
    expect(ones.length).toBeGreaterThan(2);
    const backwards = new Intl.Collator('en', { numeric: true });
    expect(ones).toEqual(ones.toSorted((a, b) => backwards.compare(b, a)));
  });
  const headings = await instances.headings();

  await test.step('saved under a name', async () => {
    await query.search('state:running');
    await expect(instances.count).toHaveText(/^\d+ of 18 instances$/);
    await instances.tool('Saved views').click();
    const views = instances.menu('Saved views');
    await views.getByRole('textbox', { name: 'Name of a new view' }).fill('By cores');
    await views.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(views.getByRole('button', { name: 'By cores', exact: true })).toBeVisible();
  });
  await test.step('kept over a reload', async () => {
    await nori.reload();
    await expect(instances.heading('Cores')).toHaveAttribute('aria-sort', 'ascending');
    expect(await instances.headings()).toEqual(headings);
  });
  await test.step('a saved view brings everything back, its query too', async () => {
    await query.search('');
    await instances.tool('Columns').click();
    await menu.getByRole('button', { name: 'Back to the usual columns' }).click();
    await page.keyboard.press('Escape');
    await instances.groupBy('host');
    await instances.sorter('Hostname').click();
    expect(await instances.headings()).not.toContain('Volumes');

    await instances.tool('Saved views').click();
    await instances.menu('Saved views').getByRole('button', { name: 'By cores', exact: true }).click();

    await expect(query.field).toHaveValue('state:running');
    await expect(instances.heading('Cores')).toHaveAttribute('aria-sort', 'ascending');
    expect(await instances.headings()).toEqual(headings);
    await expect(instances.group(/./)).toHaveCount(0);
  });
});

test('what is selected stays selected, and is said where it is not shown', async ({ nori, fleet }) => {
  const { instances, page, query } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  await expect(instances.count).toHaveText('18 instances');
  await instances.groupBy('nothing');
  const ids = await instances.column('ID');
  const chosen = async () => {
    const rows = await instances.selected.allInnerTexts();
    return ids.filter((id) => rows.some((row) => row.includes(id)));
  };
  const row = (at: number) => instances.row(ids[at] ?? '');

  await test.step('by mouse, with Shift and with Ctrl', async () => {
    await row(1).click();
    await expect(row(1)).toHaveAttribute('aria-selected', 'true');
    await row(3).click({ modifiers: ['Shift'] });
    await expect(instances.selected).toHaveCount(3);
    await row(6).click({ modifiers: ['Control'] });
    await row(2).click({ modifiers: ['Control'] });
    expect(await chosen()).toEqual([ids[1], ids[3], ids[6]]);
  });
  await test.step('by keyboard', async () => {
    await row(4).click();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(instances.selected).toHaveCount(3);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    expect(await chosen()).toEqual([ids[4], ids[5], ids[6], ids[8]]);
  });
  await test.step('it survives sorting, grouping and updates', async () => {
    const kept = await chosen();
    await instances.sorter('Memory').click();
    expect(await chosen()).toEqual(kept);
    await instances.groupBy('state');
    expect(await chosen()).toEqual(kept);
    const running = instanceThat(tokyo, ({ id, state }) => kept.includes(id) && state === 'running');
    tokyo.world.instances.stop(running);
    await expect(await instances.cell(running.id, 'State')).toHaveText('stopped', { timeout: 30_000 });
    expect(await chosen()).toEqual(kept);
  });
  await test.step('what a query hides of it is said, and can be shown', async () => {
    const kept = await chosen();
    await query.search(`id:${kept[0] ?? ''}`);
    await expect(instances.count).toHaveText('1 of 18 instances');
    await expect(instances.note('3 of 4 selected not shown')).toBeVisible();
    await instances.noteButton('Show them').click();
    expect(await chosen()).toEqual(kept);
    await instances.noteButton('Back to the query').click();
    await expect(instances.count).toHaveText('1 of 18 instances');
    await query.search('');
    expect(await chosen()).toEqual(kept);
  });
  await test.step('what a folded group holds of it is said too', async () => {
    await instances.groupBy('datacenter');
    await instances.group('Tokyo').click();
    await expect(instances.note(/\d of 4 selected not shown/)).toBeVisible();
    await instances.group('Tokyo').click();
    await expect(instances.note(/selected not shown/)).toBeHidden();
  });
  await test.step('all that match, and no others', async () => {
    await query.search('dc=osaka');
    await expect(instances.count).toHaveText('6 of 18 instances');
    await instances.tool('Select all that match').click();
    await query.search('');
    await expect(instances.selected).toHaveCount(6);
    const osaka = fleet.datacenter('Osaka').world.database.instances.rows.map(({ id }) => id);
    expect((await chosen()).toSorted()).toEqual(osaka.toSorted());
  });
});

test('what opens beside the list or is pressed in it never means another row than the one in sight', async ({
  nori,
  fleet,
}) => {
  const { detail, instances, page } = nori;
  await page.setViewportSize({ width: 1160, height: 720 });
  await expect(instances.count).toHaveText('18 instances');
  await instances.groupBy('nothing');
  const inTokyo = new Set(fleet.datacenter('Tokyo').world.database.instances.rows.map(({ id }) => id));
  const ids = await instances.column('ID');
  const tokyoIds = ids.filter((id) => inTokyo.has(id));
  const [first = ''] = ids;
  const [, third = ''] = tokyoIds;

  await test.step('two clicks on a name, though the pane of the first leaves the toolbar less room', async () => {
    const before = await instances.grid.boundingBox();
    const name = await (await instances.cell(third, 'Hostname')).boundingBox();
    const at = [(name?.x ?? 0) + 20, (name?.y ?? 0) + 14] as const;
    await page.mouse.click(...at);
    await expect(detail.pane).toContainText(third);
    await expect.poll(async () => (await instances.grid.boundingBox())?.y).toBeGreaterThan(before?.y ?? 0);
    await page.mouse.click(...at);
    await expect(instances.selected).toHaveCount(1);
    await expect(instances.row(third)).toHaveAttribute('aria-selected', 'true');
    await expect(detail.pane).toContainText(third);
    await expect(nori.page.getByText(`(${third}) selected`)).toBeVisible();
  });
  await test.step('a link to a row shows where it stands', async () => {
    await page.setViewportSize({ width: 1160, height: 420 });
    const last = tokyoIds.at(-1) ?? '';
    await page.goto(page.url().replace(third, last));
    await page.reload();
    await expect(detail.pane).toContainText(last);
    await expect(instances.row(last)).toBeInViewport();
  });
  await test.step('a key that would act on a row out of sight shows it first', async () => {
    await detail.close.click();
    await instances.grid.focus();
    await page.keyboard.press('Control+Home');
    await expect(instances.row(first)).toBeInViewport();
    await page.mouse.move(700, 300);
    await page.mouse.wheel(0, 4_000);
    await expect(instances.row(first)).not.toBeInViewport();
    await page.keyboard.press('Space');
    await expect(instances.row(first)).toBeInViewport();
    await expect(instances.selected).toHaveCount(0);
    await page.keyboard.press('Space');
    await expect(instances.row(first)).toHaveAttribute('aria-selected', 'true');
  });
});

test('rows never move under the pointer', async ({ nori, fleet }) => {
  const { instances, page } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  await expect(instances.count).toHaveText('18 instances');
  await instances.groupBy('nothing');
  const order = await instances.column('ID');
  const pointed = instances.row(order[4] ?? '');
  const box = await pointed.boundingBox();
  let moves = 0;
  /** As a hand does that rests on the mouse: the pointer never stays quite still. */
  const hold = async () => {
    await page.mouse.move((box?.x ?? 0) + 200 + (moves++ % 5), (box?.y ?? 0) + 12);
  };
  await hold();

  const [id = ''] = tokyo.launch({ hostname: 'aaa-first' });
  const changing = instanceThat(tokyo, ({ id: each, state }) => state === 'running' && each !== order[4]);

  await test.step('what is new is announced and waits', async () => {
    await expect
      .poll(async () => {
        await hold();
        return instances.pending.allInnerTexts();
      })
      .toEqual([expect.stringContaining('1 new')]);
    await expect(instances.row(id)).toHaveCount(0);
    expect(await pointed.boundingBox()).toEqual(box);
  });
  await test.step('what changes does so where it stands', async () => {
    tokyo.world.instances.stop(changing);
    await expect
      .poll(async () => {
        await hold();
        return (await instances.cell(changing.id, 'State')).innerText();
      })
      .toMatch(/stopp/);
    expect(await instances.column('ID')).toEqual(order);
    expect(await pointed.boundingBox()).toEqual(box);
  });
  await test.step('asked for, it takes its place', async () => {
    await instances.pending.click();
    await expect(instances.row(id)).toBeVisible();
    expect((await instances.column('ID'))[0]).toBe(id);
  });
  await test.step('with the pointer away, nothing waits', async () => {
    await hold();
    const [next = ''] = tokyo.launch({ hostname: 'aaa-second' });
    await expect
      .poll(async () => {
        await hold();
        return instances.pending.count();
      })
      .toBe(1);
    await page.mouse.move(5, 5);
    await expect(instances.row(next)).toBeVisible();
    await expect(instances.pending).toHaveCount(0);
  });
});
