import { quickDatacenter } from './harness/quick-datacenter.ts';
import { receivedBy, tenantOf } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

test.use({
  plans: {
    Tokyo: quickDatacenter({ seed: 1, hosts: 3, instances: 4, tenants: 1 }),
    Sendai: {
      ...quickDatacenter({ seed: 3, hosts: 1, instances: 2, tenants: 1 }),
      profile: { safety: 'read-only' },
    },
  },
});

const small = '1 core, 512 MB';

test('keeps everything back and forth, and asks before anything is lost', async ({ nori, fleet }) => {
  const { wizard, page } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const [host] = tokyo.world.database.hostNodes.rows;
  tokyo.launch({ hostname: 'taken' });
  await expect(nori.instances.count).toHaveText('7 instances');
  await nori.launch.click();

  await test.step('what can’t be chosen says why', async () => {
    await expect(wizard.choice('Sendai')).toBeDisabled();
    await expect(wizard.choice('Sendai')).toHaveAccessibleDescription(/Nori may only read here\./);
    // The only datacenter that can be chosen is.
    await expect(wizard.choice('Tokyo')).toBeChecked();
    await wizard.account.selectOption(tenantOf(tokyo));
    await wizard.next.click();
    await expect(wizard.next).toBeDisabled();
    await wizard.choice('CentOS 6.2').check();
    await wizard.next.click();
    await wizard.search('Spec').fill('lxc');
    await expect(wizard.choice('1 core, 256 MB')).toBeDisabled();
    await expect(wizard.choice('1 core, 256 MB')).toHaveAccessibleDescription(
      /No online host offers lxc on x86_64\. \(as of/,
    );
    await wizard.search('Spec').fill('');
    await wizard.choice(small).check();
    await expect(wizard.dialog).toContainText(/By what Nori knows, \d+ of this spec fit\. \(as of/);
  });
  await test.step('what the API hides is told', async () => {
    await wizard.next.click();
    await expect(wizard.dialog).toContainText('Wakame-vdc 11.12 accepts a network and ignores it.');
    await wizard.field('Network scheduler').fill('nat');
    await wizard.next.click();
    await expect(wizard.dialog).toContainText('the instances will be in no security group at all');
    await wizard.choice('web servers').first().check();
    await expect(wizard.choice('web servers').first()).toHaveAccessibleDescription(/TCP port 80/);
    await wizard.next.click();
    await wizard.choice('laptop').first().check();
    await wizard.next.click();
    await expect(wizard.dialog).toContainText(
      'A chosen host is obeyed only if the operator has set the SpecifyNode scheduler.',
    );
  });
  await test.step('names are shown with what is wrong with them', async () => {
    await wizard.field('Hostname').fill('bad_{n}');
    await wizard.field('How many').fill('2');
    await expect(wizard.names.getByRole('listitem').first()).toContainText(
      '1 to 32 letters, digits or hyphens, the first no hyphen',
    );
    await expect(wizard.toReview).toBeDisabled();
    await wizard.field('Hostname').fill('twice');
    await expect(wizard.dialog).toContainText('Several instances need a number in their name: web-{n}');
    await wizard.field('How many').fill('1');
    await wizard.field('Hostname').fill('taken');
    await expect(wizard.names.getByRole('listitem').first()).toContainText('a live instance has this name');
    await wizard.toReview.click();
    await expect(wizard.requests).toContainText(
      'Another live instance of this account, or of this run, has the hostname.',
    );
    await expect(wizard.launch).toBeDisabled();
    await wizard.back.click();
    await wizard.field('Hostname').fill('kept-{n:2}');
    await wizard.field('How many').fill('3');
    await wizard.field('First number').fill('7');
    await wizard.host.selectOption(host?.id ?? '');
    await wizard.dialog.getByRole('checkbox', { name: /^High availability/ }).check();
    await wizard.field('User data').fill('#!/bin/sh\necho 日本');
    await expect(wizard.dialog).toContainText('21 B of 66 kB');
  });
  await test.step('everything is kept, all the way back and forth again', async () => {
    for (const step of [
      'SSH key',
      'Security groups',
      'Network',
      'Spec',
      'Image',
      'Datacenter and account',
    ] as const) {
      await wizard.back.click();
      await expect(wizard.heading(step)).toBeFocused();
    }
    await expect(wizard.choice('Tokyo')).toBeChecked();
    await expect(wizard.account).toHaveValue(tenantOf(tokyo));
    await wizard.step('Image').click();
    await expect(wizard.choice('CentOS 6.2')).toBeChecked();
    await wizard.next.click();
    await expect(wizard.choice(small)).toBeChecked();
    await wizard.next.click();
    await expect(wizard.field('Network scheduler')).toHaveValue('nat');
    await wizard.next.click();
    await expect(wizard.choice('web servers').first()).toBeChecked();
    await wizard.next.click();
    await expect(wizard.choice('laptop').first()).toBeChecked();
    await wizard.next.click();
    await expect(wizard.names.getByRole('listitem')).toHaveText(['kept-07', 'kept-08', 'kept-09']);
    await expect(wizard.host).toHaveValue(host?.id ?? '');
    await expect(wizard.dialog.getByRole('checkbox', { name: /^High availability/ })).toBeChecked();
    await expect(wizard.field('User data')).toHaveValue('#!/bin/sh\necho 日本');
  });
  await test.step('closing asks, and nothing was sent', async () => {
    await page.keyboard.press('Escape');
    await expect(wizard.question).toContainText('What you have chosen so far will be lost.');
    await expect(wizard.button('Go on choosing')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(wizard.field('Hostname')).toHaveValue('kept-{n:2}');
    await wizard.cancel.click();
    await wizard.button('Discard').click();
    await expect(wizard.dialog).toBeHidden();
    await nori.launch.click();
    await wizard.cancel.click();
    await expect(wizard.dialog).toBeHidden();
    expect(receivedBy(tokyo, 'POST')).toEqual([]);
  });
});

test('sends exactly what the review shows, and keeps user data out of the journal', async ({
  nori,
  fleet,
}) => {
  const { wizard, run, activity } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const [host] = tokyo.world.database.hostNodes.rows;
  await expect(nori.instances.count).toHaveText('6 instances');
  await nori.launch.click();
  await wizard.chooseUpToNames({
    datacenter: 'Tokyo',
    account: tenantOf(tokyo),
    image: 'Debian 6.0',
    spec: small,
    group: 'databases',
  });
  await wizard.field('Hostname').fill('exact-{n}');
  await wizard.field('How many').fill('2');
  await wizard.host.selectOption(host?.id ?? '');
  await wizard.dialog.getByRole('checkbox', { name: /^High availability/ }).check();
  await wizard.field('User data').fill("it's secret");
  await wizard.toReview.click();

  await expect(wizard.dialog).toContainText(`2 instances in Tokyo, as ${tenantOf(tokyo)}`);
  await expect(wizard.dialog).toContainText(
    'The chosen host is obeyed only if the operator has set the scheduler that does so.',
  );
  await expect(wizard.dialog).toContainText('the instance is then terminated and its boot volume deleted.');
  await expect(wizard.launch).toHaveText('Launch 2 in spite of warnings');
  await wizard.requests.getByText('exact-2').click();
  const request = await wizard.shown('Request').innerText();
  const curl = await wizard.shown('As a curl command').innerText();
  await wizard.launch.click();
  await expect(run.counts).toHaveText('2 done');

  await test.step('what arrived is what was shown', async () => {
    const [, sent] = receivedBy(tokyo, 'POST');
    const [line, body = ''] = request.split('\n\n');
    expect(line).toBe('POST /instances.json');
    expect(JSON.parse(sent?.body ?? '')).toEqual(JSON.parse(body));
    expect(JSON.parse(body)).toMatchObject({
      instance: {
        hostname: 'exact-2',
        image_id: 'wmi-squeeze',
        instance_spec_id: 'is-small',
        ha_enabled: 'true',
        host_node_id: host?.id,
      },
    });
    expect(curl).toBe(
      [
        'curl -X POST',
        `-H 'X-VDC-ACCOUNT-UUID: ${tenantOf(tokyo)}'`,
        "-H 'Content-Type: application/json'",
        `--data-binary '${(sent?.body ?? '').replace("'", "'\\''")}'`,
        `${tokyo.url}/instances.json`,
      ].join(' '),
    );
  });
  await test.step('Activity has it without the user data', async () => {
    await nori.view('Activity').click();
    await activity.operationsSaying('exact-2').click();
    await expect(activity.operationsSaying('exact-2')).toContainText('(user data, 11 characters)');
    await expect(activity.operationsSaying('exact-2')).not.toContainText('secret');
    await expect(activity.operationsSaying('exact-2')).toContainText('There is no command to repeat it');
    await expect(activity.operationsSaying('exact-2')).not.toContainText('curl');
  });
});

test('launches from a template, and asks for what is gone by then', async ({ nori, fleet }) => {
  const { wizard, run } = nori;
  const tokyo = fleet.datacenter('Tokyo');
  const golden = tokyo.world.database.images.rows.find(({ isPublic }) => !isPublic);
  await expect(nori.instances.count).toHaveText('6 instances');

  await test.step('it is saved from the wizard', async () => {
    await nori.launch.click();
    await wizard.chooseUpToNames({
      datacenter: 'Tokyo',
      account: tenantOf(tokyo),
      image: golden?.description ?? '',
      spec: small,
      group: 'databases',
    });
    await wizard.field('Hostname').fill('night-{n}');
    await wizard.field('How many').fill('2');
    await wizard.dialog.getByText('Save as template').click();
    await wizard.field('Name of the template').fill('Nightly');
    await wizard.button('Save template').click();
    await expect(wizard.dialog).toContainText('Saved as Nightly.');
    await wizard.cancel.click();
    await wizard.button('Discard').click();
  });
  await test.step('a launch begins with it at once', async () => {
    await nori.launch.click();
    await wizard.button('Use: Nightly').click();
    await expect(wizard.names.getByRole('listitem')).toHaveText(['night-1', 'night-2']);
    await wizard.toReview.click();
    await wizard.launch.click();
    await expect(run.counts).toHaveText('2 done');
  });
  await test.step('once its image is gone, it asks for another', async () => {
    const answer = await fetch(`${tokyo.url}/images/${golden?.id ?? ''}`, {
      method: 'DELETE',
      headers: { 'X-VDC-ACCOUNT-UUID': tenantOf(tokyo) },
    });
    expect(answer.status).toBe(200);
    await nori.datacenters.readNow('Tokyo').click();
    await nori.launch.click();
    await wizard.button('Use: Nightly').click();
    await expect(wizard.heading('Image')).toBeVisible();
    await expect(wizard.dialog).toContainText(
      `Image ${golden?.description ?? ''} (${golden?.id ?? ''}) is not here any more. Choose another.`,
    );
    await expect(wizard.next).toBeDisabled();
    await wizard.choice('Ubuntu 11.10').check();
    await expect(wizard.dialog).not.toContainText('is not here any more');
    await wizard.step('Name and placement').click();
    await wizard.field('First number').fill('3');
    await wizard.toReview.click();
    await wizard.launch.click();
    await expect(run.counts).toHaveText('2 done');
  });
});
