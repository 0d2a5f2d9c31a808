import { instanceThat } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: {
      seed: 4,
      hosts: 3,
      instances: 12,
      tenants: 2,
      // Lists as often as usual: what is newer than that, only the record's own reads can have brought.
      profile: { polling: { fastIntervalMs: 30_000 } },
    },
    Sendai: { seed: 3, hosts: 1, instances: 4, tenants: 1, tenantsOnly: true },
  },
  permissions: ['clipboard-read', 'clipboard-write'],
});

test('tells everything of an instance and of what it refers to', async ({ nori, fleet }) => {
  const { detail, instances, page } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const { database } = tokyo.world;
  const instance = instanceThat(
    tokyo,
    ({ state, volumeIds, groupIds, sshKeyId }) =>
      state === 'running' && volumeIds.length > 0 && groupIds.length > 0 && sshKeyId !== null,
  );
  const { id, hostname } = instance;
  const host = database.hostNodes.get(instance.hostId ?? '');
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await instances.row(id).getByText(hostname, { exact: true }).click();

  await test.step('its own facts, as of when they were read', async () => {
    await expect(detail.title).toHaveText(hostname);
    await expect(detail.pane).toContainText(/Read (now|\d+ s ago)/);
    await expect(detail.fact('Instance', 'State')).toHaveText('running');
    await expect(detail.fact('Where this comes from', 'Owner')).toContainText(instance.accountId);
  });
  await test.step('host, spec and image, with their details', async () => {
    await expect(detail.part('Host')).toContainText(host?.name ?? '');
    await expect(detail.fact('Host', 'Cores offered')).toHaveText(String(host?.cores));
    await expect(detail.fact('Spec', 'Hypervisor')).toHaveText('kvm');
    const image = database.images.get(instance.imageId);
    await expect(detail.part('Image')).toContainText(image?.description ?? '');
    await expect(detail.fact('Image', 'MD5 sum')).toContainText(image?.md5sum ?? '');
  });
  await test.step('its interfaces and networks', async () => {
    await detail.tab('Network').click();
    const [nic] = instance.nics;
    const network = database.networks.get(nic?.networkId ?? '');
    await expect(detail.fact('Interfaces', 'ID')).toContainText(nic?.id ?? '');
    await expect(detail.fact('Interfaces', 'Address')).toContainText(/^10\.\d+\.\d+\.\d+/);
    await expect(detail.fact(/^Network/, 'Gateway')).toContainText(network?.gateway ?? '');
    await expect(detail.fact(/^Network/, 'DNS server')).toContainText(network?.dns ?? '');
    await expect(detail.fact(/^Network/, 'Prefix length')).toHaveText(String(network?.prefix));
    await expect(detail.fact(/^Network/, 'FQDN')).toContainText(hostname);
  });
  await test.step('its volumes', async () => {
    await detail.tab('Volumes').click();
    const volume = database.volumes.get(instance.volumeIds[0] ?? '');
    await expect(detail.part(/^Volume/)).toContainText(volume?.id ?? '');
    await expect(detail.fact(/^Volume/, 'State')).toHaveText('attached');
    await expect(detail.fact(/^Volume/, 'Size')).toHaveText(/MB|GB/);
  });
  await test.step('its security groups, rules in plain words, and its key', async () => {
    await detail.tab('Security').click();
    const group = detail.part(/^Security group/).first();
    await expect(group).toContainText('default');
    await expect(group.getByRole('row', { name: 'every ICMP message anywhere' })).toBeVisible();
    await expect(group.getByRole('row', { name: 'TCP port 22 (SSH) 10.0.0.0/8' })).toBeVisible();
    const key = database.keyPairs.get(instance.sshKeyId ?? '');
    await expect(detail.fact('SSH key', 'Fingerprint')).toContainText(key?.fingerPrint ?? '');
  });
  await test.step('the document as it came, to be searched and copied', async () => {
    await detail.tab('Document').click();
    const search = detail.pane.getByRole('searchbox', { name: 'Search in the document' });
    await search.fill('network');
    await expect(detail.body).toContainText(/1 of \d+/);
    await search.press('Enter');
    await expect(detail.body).toContainText(/2 of \d+/);
    await search.fill('not in there');
    await expect(detail.body).toContainText('Not found');
    await detail.button('Copy Document as dcmgr sent it').click();
    await expect.poll(copied).toContain(`"id": "${id}"`);
    expect(JSON.parse(await copied())).toMatchObject({ id, hostname });
  });
  await test.step('the commands that ask for it', async () => {
    await detail.button('Copy as curl').click();
    const curl = `curl -H 'X-VDC-ACCOUNT-UUID: ${instance.accountId}' ${tokyo.url}/instances/${id}`;
    await expect.poll(copied).toBe(curl);
    await detail.button('Copy as mussel').click();
    await expect.poll(copied).toMatch(new RegExp(`mussel instance show ${id}$`));
  });
  await test.step('what happened to it, as it happens', async () => {
    await detail.tab('Timeline').click();
    await expect(detail.body).toContainText('No change seen yet');
    tokyo.world.instances.stop(instance);
    await expect(detail.body.getByRole('listitem').first()).toContainText('Changed', { timeout: 30_000 });
    await expect(detail.body).toContainText('stopped', { timeout: 30_000 });
    await expect(detail.pane).not.toContainText('No change seen yet');
  });
  await test.step('while it is open it is read every few seconds', async () => {
    await detail.tab('Overview').click();
    await expect(detail.fact('Host', 'Hypervisor')).toHaveCount(0);
    const reads = () => tokyo.log.entries.filter(({ target }) => target.includes(`/instances/${id}`)).length;
    const before = reads();
    await expect.poll(reads, { timeout: 30_000 }).toBeGreaterThan(before + 1);
  });
});

test('is a place in the page: linked to, left and come back to, as wide as wanted', async ({
  nori,
  fleet,
}) => {
  const { detail, instances, page } = nori;
  await expect(instances.count).toContainText('instances');
  await instances.groupBy('nothing');
  const [first = '', second = '', third = ''] = await instances.column('ID');
  const tokyo = fleet.datacenter('Tokyo');
  await instances.row(first).dblclick();
  await expect(detail.pane).toContainText(first);

  await test.step('the address leads there', async () => {
    expect(page.url()).toContain(first);
    await nori.reload();
    await expect(detail.pane).toContainText(first);
  });
  await test.step('back closes it, forward opens it', async () => {
    await page.goBack();
    await expect(detail.pane).toBeHidden();
    await page.goForward();
    await expect(detail.pane).toContainText(first);
  });
  await test.step('it follows whoever goes through the list', async () => {
    await instances.row(first).click();
    await page.keyboard.press('ArrowDown');
    await expect(detail.pane).toContainText(second);
    await instances.row(third).click();
    await expect(detail.pane).toContainText(third);
    await expect(instances.row(third)).toHaveAttribute('aria-selected', 'true');
  });
  await test.step('it is as wide as it was made, by mouse and by keys', async () => {
    const width = async () => Math.round((await detail.pane.boundingBox())?.width ?? 0);
    const before = await width();
    const edge = await detail.edge.boundingBox();
    const [x, y] = [(edge?.x ?? 0) + 4, (edge?.y ?? 0) + 300];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x - 80, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(width).toBe(before + 80);
    await detail.edge.press('ArrowRight');
    await expect.poll(width).toBe(before + 64);
    await nori.reload();
    await expect.poll(width).toBe(before + 64);
  });
  await test.step('a reference leads on, and back', async () => {
    const { hostId } = instanceThat(tokyo, ({ state }) => state === 'running');
    const running = instanceThat(tokyo, (each) => each.hostId === hostId && each.state === 'running');
    await instances.row(running.id).click();
    await expect(detail.pane).toContainText(running.id);
    const host = tokyo.world.database.hostNodes.get(hostId ?? '');
    await detail.button(host?.name ?? '').click();
    await expect(detail.title).toHaveText(host?.name ?? '');
    await expect(detail.fact('Host', 'Cores offered')).toHaveText(String(host?.cores));
    await detail.button(`Back to Instance ${running.id}`).click();
    await expect(detail.title).toHaveText(running.hostname);
  });
  await test.step('Escape closes it', async () => {
    await detail.tab('Overview').focus();
    await page.keyboard.press('Escape');
    await expect(detail.pane).toBeHidden();
    await expect(instances.grid).toBeFocused();
  });
});

test('says why something is not to be had, and keeps its id', async ({ nori, fleet }) => {
  const { detail, instances, page } = nori;
  const sendai = fleet.datacenter('Sendai');
  const instance = instanceThat(
    sendai,
    ({ state, accountId }) => state === 'running' && accountId === sendai.accounts[1],
  );
  await instances.row(instance.id).dblclick();

  await test.step('a host of an account that is not read', async () => {
    const id = instance.hostId ?? '';
    await expect(detail.part('Host')).toContainText(id);
    await expect(detail.part('Host')).toContainText('Not visible to these accounts, or gone.');
    await detail
      .part('Host')
      .getByRole('button', { name: `Copy ${id}` })
      .click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(id);
  });
  await test.step('a link to what never was', async () => {
    await page.goto(`${new URL('/', page.url()).href}#/instances/i/tokyo/i-neverwas`);
    await expect(detail.body).toContainText('Nothing is known of this record');
    await expect(detail.pane).toContainText('i-neverwas');
    await page.goto(`${new URL('/', page.url()).href}#/instances/i/nowhere/i-neverwas`);
    await expect(detail.body).toContainText('No datacenter of this name is set up in Nori.');
  });
});
