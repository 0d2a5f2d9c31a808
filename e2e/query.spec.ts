import type { Simulator } from '#simulator/simulator.ts';
import { instanceThat } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: { seed: 4, hosts: 3, instances: 12, tenants: 2 },
    Osaka: { seed: 2, hosts: 2, instances: 6, tenants: 1 },
  },
});

const day = 86_400_000;
type Instance = Simulator['world']['database']['instances']['rows'][number];

test('finds what each field of the language asks for', async ({ nori, fleet }) => {
  const { instances, query } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const all = ['Tokyo', 'Osaka'].flatMap((name) => fleet.datacenter(name).world.database.instances.rows);
  const { hostNodes, images } = tokyo.world.database;
  const [host] = hostNodes.rows;
  const ofHost = ({ hostId }: Instance) => hostId === host?.id;
  const isTokyo = (instance: Instance) => tokyo.world.database.instances.rows.includes(instance);
  const [tenant = ''] = tokyo.accounts.slice(1);
  const image = images.get(all[0]?.imageId ?? '');
  const one = instanceThat(tokyo, ({ volumeIds }) => volumeIds.length > 0);
  await expect(instances.count).toHaveText('18 instances');

  const asked: readonly (readonly [string, (instance: Instance) => boolean])[] = [
    ['state:stopped', ({ state }) => state === 'stopped'],
    ['!state:running', ({ state }) => state !== 'running'],
    ['dc:tokyo state:running', (each) => isTokyo(each) && each.state === 'running'],
    [
      '(state:stopped | spec:is-xlarge)',
      ({ state, specId }) => state === 'stopped' || specId === 'is-xlarge',
    ],
    ['mem>=1024', ({ memoryMb }) => memoryMb >= 1024],
    ['mem<1g cores=1', ({ memoryMb, cores }) => memoryMb < 1024 && cores === 1],
    [`host:"${host?.name ?? ''}"`, ofHost],
    [`host:${host?.id ?? ''}`, ofHost],
    ['status:online', ({ status, state }) => status === 'online' && state === 'running'],
    ['spec:is-demo', ({ specId }) => specId === 'is-demospec'],
    [`image:"${image?.description ?? ''}"`, ({ imageId }) => imageId === image?.id],
    ['network:nw-toky1', (each) => isTokyo(each) && each.nics.some(({ address }) => address !== null)],
    ['network:"Tokyo guests"', (each) => isTokyo(each) && each.nics.some(({ address }) => address !== null)],
    ['guests', ({ nics }) => nics.some(({ address }) => address !== null)],
    ['ip:10.0.0.0/8', ({ nics }) => nics.some(({ address }) => address !== null)],
    ['ip:192.168.0.0/16', () => false],
    ['nat?', ({ nics }) => nics.some(({ natAddress }) => natAddress !== null)],
    ['group:default', ({ groupIds }) => groupIds.length > 0],
    ['!key?', ({ sshKeyId }) => sshKeyId === null],
    ['volume?', ({ volumeIds }) => volumeIds.length > 0],
    [`volume:${one.volumeIds[0] ?? ''}`, (each) => each === one],
    [`id:${one.id}`, (each) => each === one],
    ['ha:yes', ({ haEnabled }) => haEnabled],
    ['name:/^(web|db|ci)-[0-9]$/', ({ hostname }) => /^(web|db|ci)-\d$/.test(hostname)],
    [`account:${tenant} dc=tokyo`, (each) => isTokyo(each) && each.accountId === tenant],
    ['age<1h', () => false],
    ['age<100d', ({ createdAt }) => Date.now() - createdAt < 100 * day],
    ['seen<1d', () => true],
    [`${one.hostname} tokyo`, (each) => isTokyo(each) && each.hostname.startsWith(one.hostname)],
  ];
  for (const [text, holds] of asked) {
    await test.step(text, async () => {
      const found = all.filter(holds).length;
      await query.search(text);
      await expect(instances.count).toHaveText(
        found === all.length ? '18 instances' : `${String(found)} of 18 instances`,
      );
      await expect(query.field).toHaveAttribute('aria-invalid', 'false');
    });
  }
});

test('suggests fields and what they hold, and is in the address', async ({ nori }) => {
  const { board, instances, page, query } = nori;
  await expect(instances.count).toHaveText('18 instances');

  await test.step('“/” goes there, from anywhere', async () => {
    await instances.grid.focus();
    await page.keyboard.press('/');
    await expect(query.field).toBeFocused();
  });
  await test.step('fields, then values of the inventory, by keys alone', async () => {
    await page.keyboard.type('sta');
    await expect(query.options.first()).toContainText('state');
    await page.keyboard.press('Tab');
    await expect(query.field).toHaveValue('state:');
    await expect(query.options.filter({ hasText: 'stopped' })).toBeVisible();
    await page.keyboard.type('sto');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(query.field).toHaveValue(/^state:stopped ?$/);
    await expect(query.options).toHaveCount(0);
    await expect(instances.count).toHaveText(/^\d of 18 instances$/);
  });
  await test.step('a reload, a step back and the board keep it', async () => {
    const count = await instances.count.innerText();
    await nori.reload();
    await expect(instances.count).toHaveText(count);
    await expect(query.field).toHaveValue(/^state:stopped ?$/);
    await nori.goTo('Board');
    await expect(query.field).toHaveValue(/^state:stopped ?$/);
    await expect(board.count).toHaveText(count);
    await page.goBack();
    await expect(instances.count).toHaveText(count);
  });
  await test.step('its help is one click away, and Escape closes it', async () => {
    await query.help.click();
    const help = nori.dialog('How to search');
    await expect(help).toContainText('ip:10.102.0.0/24');
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
  });
  await test.step('Escape clears it', async () => {
    await query.field.focus();
    await page.keyboard.press('Escape');
    await expect(query.field).toHaveValue('');
    await expect(instances.count).toHaveText('18 instances');
  });
});

test('a mistake is said at its place and never looks like an empty datacenter', async ({ nori }) => {
  const { instances, query } = nori;
  await expect(instances.count).toHaveText('18 instances');

  const mistakes = [
    ['stat:running', 'There is no field “stat”.', 'stat'],
    ['state:running mem>=lots', '“lots” is not a number.', 'lots'],
    ['age<soon', '“soon” is not a length of time', 'soon'],
    ['ip:10.102.0.0/99', 'is not a network such as', '10.102.0.0/99'],
    ['name:/(/', 'This regular expression can’t be used', null],
    ['(state:running', 'This parenthesis is not closed.', null],
    ['"web', 'This quotation mark is not closed.', null],
  ] as const;
  for (const [text, words, place] of mistakes) {
    await test.step(text, async () => {
      await query.search(text);
      await expect(query.field).toHaveAttribute('aria-invalid', 'true');
      await expect(query.field).toHaveAccessibleDescription(new RegExp(words));
      await expect(query.field).toHaveAccessibleDescription(/All instances stay shown/);
      if (place !== null) await expect(query.underlined(place)).toBeVisible();
      await expect(instances.count).toHaveText('18 instances');
    });
  }
  await test.step('what could be understood last stays applied', async () => {
    await query.search('dc=osaka');
    await expect(instances.count).toHaveText('6 of 18 instances');
    await query.search('dc=osaka (');
    await expect(query.field).toHaveAccessibleDescription(/Still showing what fits: dc=osaka/);
    await expect(instances.count).toHaveText('6 of 18 instances');
  });
  await test.step('a regular expression made to run for ever freezes nothing', async () => {
    const hostile = '/(([a-z0-9]+)+)+[^a-z0-9]*(x+x+)+y$/';
    await query.search(hostile);
    await expect(instances.count).toHaveText(/of 18 instances$/);
    await query.search('dc=osaka');
    await expect(instances.count).toHaveText('6 of 18 instances');
  });
  await test.step('nothing fits: that is said as what it is', async () => {
    await query.search('no-such-thing');
    await expect(nori.page.getByRole('main')).toContainText('No instance matches');
    await expect(nori.page.getByRole('main')).toContainText(
      'There are instances, but none that fits the query.',
    );
  });
});
