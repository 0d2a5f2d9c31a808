import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: { seed: 1, hosts: 2, instances: 5, tenants: 1 },
    Osaka: { seed: 2, hosts: 1, instances: 3, tenants: 1 },
  },
});

test('adds a datacenter, and questions an account to which nothing belongs', async ({ nori, fleet }) => {
  const { datacenters, editor, instances } = nori;
  const osaka = fleet.datacenter('Osaka');
  const [, account = ''] = osaka.accounts;
  const own = osaka.world.database.instances.rows.filter(({ accountId }) => accountId === account).length;
  await expect(instances.count).toHaveText('8 instances');
  await datacenters.add.click();

  await test.step('what is missing is said beside its field', async () => {
    await editor.button('Save').click();

    await expect(editor.name).toHaveAttribute('aria-invalid', 'true');
    await expect(editor.name).toBeFocused();
    await expect(editor.dialog).toContainText('Enter a name of at most 80 characters.');
    await expect(editor.dialog).toContainText('Enter an address beginning with http:// or https://.');
  });
  await test.step('an account that owns nothing is questioned', async () => {
    await editor.name.fill('Nagoya');
    await editor.address.fill(osaka.url);
    await editor.account(1).fill('a-typoxxxx');
    await editor.button('Save').click();

    await expect(editor.question).toContainText('Nothing at all belongs to a-typoxxxx.');
    await expect(editor.testResult).toContainText('A mistyped account looks just like this.');
    await editor.button('Keep editing').click();
    await expect(datacenters.item('Nagoya')).toBeHidden();
  });
  await test.step('the right one is tested and saved', async () => {
    await editor.account(1).fill(account);
    await editor.button('Test connection').click();
    await expect(editor.testResult).toContainText(`Instances${String(own)} record`);
    await expect(editor.testResult).not.toContainText('mistyped');
    await editor.button('Save').click();

    await expect(editor.dialog).toBeHidden();
    await expect(datacenters.item('Nagoya')).toContainText('Online');
    await expect(instances.count).toHaveText(`${String(8 + own)} instances`);
  });
});

test('asks before an address is saved that does not answer, and before changes are dropped', async ({
  nori,
  fleet,
}) => {
  const { datacenters, editor, instances } = nori;
  const { url } = fleet.datacenter('Osaka');
  await expect(instances.count).toHaveText('8 instances');

  await test.step('changes are dropped only when that is meant', async () => {
    await datacenters.edit('Osaka').click();
    await editor.name.fill('Osaka, renamed');
    await editor.button('Cancel').click();
    await expect(editor.question).toContainText('What you typed has not been saved.');
    await editor.button('Keep editing').click();
    await expect(editor.name).toHaveValue('Osaka, renamed');

    await nori.page.keyboard.press('Escape');
    await editor.button('Discard changes').click();
    await expect(editor.dialog).toBeHidden();
    await expect(datacenters.item('Osaka')).toBeVisible();
  });
  await test.step('nothing is asked where nothing was changed', async () => {
    await datacenters.edit('Osaka').click();
    await expect(editor.name).toHaveValue('Osaka');
    await nori.page.keyboard.press('Escape');
    await expect(editor.dialog).toBeHidden();
  });
  await test.step('a path without an API is named, and saved if a person insists', async () => {
    await datacenters.edit('Osaka').click();
    await editor.address.fill(url.replace(/api$/, 'nowhere'));
    await editor.button('Save').click();
    await expect(editor.question).toContainText('There is no dcmgr API at this path.');
    await editor.button('Save anyway').click();

    await expect(datacenters.error('Osaka', 'endpoint/not-found')).toBeVisible();
    // What another address had listed is not shown as this one's.
    await expect(instances.count).toHaveText('5 instances');
    await expect(datacenters.item('Tokyo')).toContainText('Online');
  });
  await test.step('put right, it is read again', async () => {
    await datacenters.edit('Osaka').click();
    await editor.address.fill(url);
    await editor.name.fill('Kansai');
    await editor.button('Save').click();

    await expect(datacenters.item('Kansai')).toContainText('Online');
    await expect(instances.count).toHaveText('8 instances');
  });
});

test('takes a password and never shows it again', async ({ nori, fleet }) => {
  const { datacenters, editor } = nori;
  const secret = 'correct horse battery';
  const heard: string[] = [];
  await expect(datacenters.item('Osaka')).toContainText('Online');
  nori.page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => heard.push(payload.toString()));
  });
  await nori.page.reload();
  await expect(datacenters.item('Osaka')).toContainText('Online');

  await datacenters.edit('Osaka').click();
  await editor.auth.selectOption('User name and password (Basic)');
  await editor.username.fill('operator');
  await editor.password.fill(secret);
  await editor.button('Save').click();
  await expect(editor.dialog).toBeHidden();

  await test.step('it is sent to the datacenter', async () => {
    const expected = `Basic ${Buffer.from(`operator:${secret}`).toString('base64')}`;
    const { log } = fleet.datacenter('Osaka');
    await expect.poll(() => log.last(1)[0]?.headers['authorization']).toBe(expected);
  });
  await test.step('it is stored, and can only be replaced or cleared', async () => {
    await datacenters.edit('Osaka').click();
    await expect(editor.username).toHaveValue('operator');
    await expect(editor.dialog).toContainText('Stored');
    await expect(editor.password).toBeHidden();
    await editor.button('Replace').click();
    await expect(editor.password).toHaveValue('');
    await expect(editor.dialog).toContainText('forgotten when Nori closes');
  });
  await test.step('it is neither told to the page nor written to disk', async () => {
    expect(heard.join()).toContain('operator');
    expect(heard.join()).not.toContain(secret);
    expect(await nori.page.content()).not.toContain(secret);
    const files = await fleet.folder.files();
    expect(files.get('profiles.json')?.toString()).toContain('operator');
    for (const [name, contents] of files) expect(contents.includes(secret), name).toBe(false);
    expect(fleet.log).not.toContain(secret);
  });
});

test('forgets a removed datacenter and leaves it untouched', async ({ nori, fleet }) => {
  const { datacenters, instances } = nori;
  const osaka = fleet.datacenter('Osaka');
  await expect(instances.count).toHaveText('8 instances');
  const dialog = nori.dialog('Remove “Osaka” from Nori?');

  await datacenters.remove('Osaka').click();
  await expect(dialog).toContainText(`Nothing at ${osaka.url} is touched.`);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(datacenters.item('Osaka')).toBeVisible();
  await datacenters.remove('Osaka').click();
  await dialog.getByRole('button', { name: 'Remove' }).click();

  await expect(datacenters.item('Osaka')).toBeHidden();
  await expect(instances.count).toHaveText('5 instances');
  const files = await fleet.folder.files();
  expect(files.get('profiles.json')?.toString()).not.toContain('Osaka');
  expect(osaka.log.entries.filter(({ method }) => method !== 'GET')).toEqual([]);
});
