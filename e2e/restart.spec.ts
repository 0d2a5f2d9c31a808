import { newestInstance } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

const names = ['Tokyo', 'Osaka', 'Sendai'] as const;

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`after ${signal} shows all it knew, with its dates, although no datacenter answers`, async ({
    nori,
    fleet,
  }) => {
    const { datacenters, instances } = nori;
    const asOf = (name: string) => datacenters.asOf(name).getAttribute('datetime');
    await expect(instances.count).toHaveText('20 instances');
    for (const name of names) {
      await fleet.datacenter(name).stop();
      await expect(datacenters.item(name)).toContainText('Unreachable');
    }
    const dates = await Promise.all(names.map(asOf));
    const rows = await instances.grid.getByRole('row').count();

    await fleet.restart({ signal });
    await nori.open(await fleet.link());

    await test.step('the inventory is whole', async () => {
      await expect(instances.count).toHaveText('20 instances');
      await expect(instances.grid.getByRole('row')).toHaveCount(rows);
      for (const name of names) {
        const row = instances.row(newestInstance(fleet.datacenter(name)));
        await expect(row).toContainText(/\d+ s ago|\d+ min ago/);
      }
    });
    await test.step('it is dated as it was', async () => {
      expect(await Promise.all(names.map(asOf))).toEqual(dates);
    });
    await test.step('and goes on from there', async () => {
      for (const name of names) {
        await expect(datacenters.item(name)).toContainText('Unreachable');
        await fleet.datacenter(name).start();
        await datacenters.readNow(name).click();
        await expect(datacenters.item(name)).toContainText('Online', { timeout: 30_000 });
      }
      await expect(instances.count).toHaveText('20 instances');
    });
  });
}
