import type { FaultRequest } from '#simulator/http/fault.ts';
import { shortIntervals } from './harness/data-folder.ts';
import type { DatacenterPlan } from './harness/fleet.ts';
import { newestInstance } from './harness/simulated.ts';
import { expect, test } from './harness/test.ts';

/** A datacenter called for what is wrong with it, and what Nori has to say then. */
type BadInput = {
  readonly name: string;
  readonly fault: FaultRequest;
  readonly code: string;
  readonly words: string;
  readonly plan?: Omit<DatacenterPlan, 'name'>;
};

const hour = 3_600_000;
const timedOut = { code: 'endpoint/timeout', words: 'The server did not answer in time.' };
const badJson = { code: 'endpoint/bad-json', words: 'The answer is not valid JSON, perhaps cut off.' };

const nothingUsable: readonly BadInput[] = [
  {
    name: 'Refusing',
    fault: { kind: 'refuse' },
    code: 'endpoint/refused',
    words: 'Nothing accepts connections at this address.',
  },
  { name: 'Hanging', fault: { kind: 'hang' }, ...timedOut },
  { name: 'Dripping', fault: { kind: 'slow-loris', bytes: 16, ms: 250 }, ...timedOut },
  {
    name: 'Resetting',
    fault: { kind: 'reset' },
    code: 'endpoint/reset',
    words: 'The connection broke off.',
  },
  {
    name: 'Hanging up',
    fault: { kind: 'empty-reply' },
    code: 'endpoint/empty-reply',
    words: 'The server hung up without an answer.',
  },
  {
    name: 'Login page',
    fault: { kind: 'html-page' },
    code: 'endpoint/not-dcmgr',
    words: 'Some other web server answers at this address.',
  },
  {
    name: 'Redirecting',
    fault: { kind: 'redirect-loop' },
    code: 'endpoint/redirect',
    words: 'The server sends elsewhere. Enter the final address.',
  },
];

const damagedAnswers: readonly BadInput[] = [
  {
    name: 'Failing',
    fault: { kind: 'html-error', status: 500 },
    code: 'endpoint/server-error',
    words: 'The server failed inside (HTTP 5xx).',
  },
  {
    name: 'Huge',
    fault: { kind: 'huge-body', bytes: 200_000_000 },
    code: 'endpoint/body-too-large',
    words: 'The answer is larger than Nori accepts.',
  },
  { name: 'Malformed', fault: { kind: 'malformed-json' }, ...badJson },
  { name: 'Truncated', fault: { kind: 'truncated-json' }, ...badJson },
  {
    name: 'Cyclic',
    fault: { kind: 'cyclic-pages', path: '/instances' },
    code: 'list/cyclic-pages',
    words: 'The list’s pages repeat without end.',
    // Many and slow enough to need several pages.
    plan: { instances: 40, recordCostMs: 25 },
  },
];

const oddRecords: readonly BadInput[] = [
  {
    name: 'Not UTF-8',
    fault: { kind: 'invalid-utf8' },
    code: 'record/bad-encoding',
    words: 'A record holds text that is not valid UTF-8',
  },
  {
    name: 'Wrong prefix',
    fault: { kind: 'wrong-prefix' },
    code: 'record/wrong-prefix',
    words: 'This ID can’t belong to a record of this kind.',
  },
  {
    name: 'Twice',
    fault: { kind: 'duplicate-ids' },
    code: 'list/duplicate-id',
    words: 'The list holds the same ID twice',
  },
  {
    name: 'Late clock',
    fault: { kind: 'clock-offset', ms: -hour },
    code: 'clock/skewed',
    words: 'The server’s clock and this machine’s differ by more than a minute.',
  },
];

const plansOf = (inputs: readonly BadInput[]) => {
  const polling = { ...shortIntervals, requestTimeoutMs: 3_000 };
  const bad = inputs.map(({ name, plan }, index) => {
    const usual = { seed: index + 2, hosts: 1, instances: 3, tenants: 1, profile: { polling } };
    return [name, { ...usual, ...plan }] as const;
  });
  return Object.fromEntries([['Tokyo', { seed: 1, hosts: 1, instances: 3, tenants: 1 }], ...bad]);
};

const cases = [
  { what: 'answer with nothing usable', inputs: nothingUsable, isFailure: true },
  { what: 'send damaged answers', inputs: damagedAnswers, isFailure: true },
  { what: 'send records that are odd', inputs: oddRecords, isFailure: false },
];

for (const { what, inputs, isFailure } of cases) {
  test.describe(() => {
    test.use({ plans: plansOf(inputs) });

    test(`names what is wrong and loses nothing while datacenters ${what}`, async ({ nori, fleet }) => {
      const { datacenters, instances } = nori;
      const all = ['Tokyo', ...inputs.map(({ name }) => name)];
      for (const name of all) await expect(datacenters.item(name)).toContainText('Online');
      const counts = all.map((name) => fleet.datacenter(name).world.database.instances.rows.length);
      const total = `${String(counts.reduce((sum, count) => sum + count))} instances`;
      await expect(instances.count).toHaveText(total);

      for (const { name, fault } of inputs) {
        fleet.datacenter(name).faults.add(fault);
        await datacenters.readNow(name).click();
      }

      for (const { name, code, words } of inputs) {
        await test.step(`${name}: is named in words, with its code`, async () => {
          if (!isFailure) await datacenters.showProblems(name);
          const said = isFailure ? datacenters.error(name, code) : datacenters.problem(name, code);
          await expect(said).toContainText(words, { timeout: 30_000 });
        });
      }
      await test.step('nothing is lost, and who is well stays well', async () => {
        await expect(instances.count).toHaveText(total);
        await expect(datacenters.item('Tokyo')).toContainText('Online');
        await expect(datacenters.item('Tokyo')).not.toContainText('problem');
        await expect.poll(() => instances.ageOf(newestInstance(fleet.datacenter('Tokyo')))).toBeLessThan(8);
      });
      for (const { name } of inputs) {
        await test.step(`${name}: passes with its cause`, async () => {
          fleet.datacenter(name).faults.clear();
          await fleet.datacenter(name).settle();
          await datacenters.readNow(name).click();
        });
      }
      for (const name of all)
        await expect(datacenters.item(name)).toContainText('Online', { timeout: 30_000 });
      for (const name of all) await expect(datacenters.item(name)).not.toContainText('problem');
      await expect(instances.count).toHaveText(total);
    });
  });
}

test.describe(() => {
  test.use({
    plans: {
      Tokyo: { seed: 1, hosts: 1, instances: 3, tenants: 1 },
      // Too long for a name's part: no resolver even asks for it.
      'Unknown host': { profile: { url: `http://${'x'.repeat(64)}.example:9001/api` } },
      'Wrong port': { profile: { url: 'http://127.0.0.1:9/api' } },
    },
  });

  test('says of each wrong address what is wrong with it', async ({ nori }) => {
    const { datacenters, instances } = nori;

    await expect(datacenters.error('Unknown host', 'endpoint/dns')).toHaveText(
      'The server’s name can’t be resolved.',
    );
    await expect(datacenters.error('Wrong port', 'endpoint/refused')).toHaveText(
      'Nothing accepts connections at this address.',
    );
    for (const name of ['Unknown host', 'Wrong port']) {
      await expect(datacenters.item(name)).toContainText('Unreachable');
      await expect(datacenters.item(name)).toContainText('never read');
    }
    await expect(datacenters.item('Tokyo')).toContainText('Online');
    await expect(instances.count).toHaveText('3 instances');
  });
});
