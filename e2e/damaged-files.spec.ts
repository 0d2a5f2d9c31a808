import { expect, test } from './harness/test.ts';

const junk = 'this is neither a database nor JSON';

test('sets a damaged inventory aside, says so, and reads it again', async ({ nori, fleet }) => {
  await expect(nori.instances.count).toHaveText('20 instances');

  await fleet.restart({
    meanwhile: async () => {
      await fleet.folder.overwrite('inventory.sqlite', junk);
    },
  });
  await nori.open(await fleet.link());

  await expect(nori.notice('store/corrupt')).toContainText(
    'The stored inventory was damaged. It was set aside and is being rebuilt.',
  );
  await expect(nori.instances.count).toHaveText('20 instances');
  const kept = [...(await fleet.folder.files())].filter(([name]) =>
    /^inventory\.corrupt-.*\.sqlite$/.test(name),
  );
  expect(kept.map(([, contents]) => contents.toString())).toEqual([junk]);
});

test('sets damaged profiles aside, says so, and goes back to the version before', async ({ nori, fleet }) => {
  const { datacenters, editor } = nori;
  await datacenters.edit('Osaka').click();
  await editor.name.fill('Kansai');
  await editor.button('Save').click();
  await expect(datacenters.item('Kansai')).toBeVisible();

  await fleet.restart({
    meanwhile: async () => {
      await fleet.folder.overwrite('profiles.json', junk);
    },
  });
  await nori.open(await fleet.link());

  await expect(nori.notice('file/corrupt')).toContainText(
    'A settings file was damaged. It was set aside under another name.',
  );
  for (const name of ['Tokyo', 'Osaka', 'Sendai'])
    await expect(datacenters.item(name)).toContainText('Online');
  await expect(nori.instances.count).toHaveText('20 instances');
  const kept = [...(await fleet.folder.files())].filter(([name]) =>
    /^profiles\.corrupt-.*\.json$/.test(name),
  );
  expect(kept.map(([, contents]) => contents.toString())).toEqual([junk]);
});

test('starts without profiles where the only version is damaged', async ({ nori, fleet }) => {
  await expect(nori.instances.count).toHaveText('20 instances');

  await fleet.restart({
    meanwhile: async () => {
      await fleet.folder.overwrite('profiles.json', junk);
      await fleet.folder.overwrite('profiles.previous.json', junk);
    },
  });
  await nori.open(await fleet.link());

  await expect(nori.notice('file/corrupt').first()).toBeVisible();
  await expect(nori.page.getByRole('heading', { name: 'Welcome to Nori' })).toBeVisible();
  await nori.page.getByRole('main').getByRole('button', { name: 'Add datacenter' }).click();
  await expect(nori.editor.dialog).toBeVisible();
});
