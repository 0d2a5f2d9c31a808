import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { aDatacenter, ask, pageOf, SHARED } from '../testing/a-datacenter.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { parseArguments, UsageError } from './arguments.ts';
import { startSimulator, type Simulator } from './simulator.ts';

const START = Date.UTC(2012, 0, 1);

function everything(simulator: Simulator): string {
  const paths = [
    'instances',
    'images',
    'host_nodes',
    'volumes',
    'volume_snapshots',
    'security_groups',
    'ssh_key_pairs',
    'networks',
  ];
  return simulator.accounts
    .flatMap((account) => paths.map((path) => ask(simulator, `GET /api/${path}`, { account }).body))
    .join('\n');
}

describe('a simulated datacenter', () => {
  it('is the same for the same seed, also after a day of weather, and another for another', () => {
    const build = (seed: number): string => {
      const simulator = aDatacenter({ seed, hosts: 9, instances: 80, weather: true });
      simulator.step(86_400_000);
      return everything(simulator);
    };

    expect(build(7)).toBe(build(7));
    expect(build(7)).not.toBe(build(8));
  });

  it('differs in ids, names and addresses by its name', () => {
    const [osaka, tokyo] = ['osaka', 'tokyo'].map((name) => aDatacenter({ name }));
    const network = (simulator: Simulator | undefined): unknown =>
      simulator === undefined
        ? undefined
        : pageOf(ask(simulator, 'GET /api/networks', { account: SHARED })).results[1];

    expect(network(osaka)).toMatchObject({ id: 'nw-osak1', domain_name: 'osak.vdc.local' });
    expect(network(tokyo)).toMatchObject({ id: 'nw-toky1', domain_name: 'toky.vdc.local' });
  });

  it('lists exactly as many instances as it was told to have', () => {
    const simulator = aDatacenter({ hosts: 12, instances: 300 });

    const totals = simulator.accounts.map(
      (account) => pageOf(ask(simulator, 'GET /api/instances?limit=1', { account })).owner_total,
    );

    expect(totals.reduce((sum, total) => sum + total, 0)).toBe(300);
  });

  it('seeds hosts with room for what runs on them and more', () => {
    const simulator = aDatacenter({ hosts: 12, instances: 300 });

    const ids = simulator.launch({ count: 10 });
    simulator.step(60_000);

    expect(ids.map((id) => simulator.world.instance(id).state)).toEqual(Array(10).fill('running'));
  });

  it('holds 100,000 instances, each with an address of its own, and renders only the page asked for', () => {
    const simulator = aDatacenter({ hosts: 200, instances: 100_000, tenants: 1 });
    const { instances } = simulator.world.database;
    const addresses = new Set(
      instances.rows.flatMap(({ nics }) => nics.flatMap(({ address }) => address ?? [])),
    );
    const running = instances.rows.filter(({ state }) => state === 'running');
    // One instance that can't be shown, at the far end of the list.
    const broken = instances.rows.find(({ accountId }) => accountId === SHARED);
    if (broken !== undefined) Object.assign(broken, { imageId: 'wmi-gone' });

    const page = pageOf(ask(simulator, 'GET /api/instances?start=10&limit=50', { account: SHARED }));

    expect(page.results).toHaveLength(50);
    expect(addresses.size).toBe(running.length);
  });

  it('keeps living within bounds under weather', () => {
    const simulator = aDatacenter({
      hosts: 6,
      instances: 60,
      weather: { everyMs: 5000, hostEveryMs: 600_000 },
    });

    simulator.step(12 * 3_600_000);
    const states = simulator.world.database.instances.rows.map(({ state }) => state);
    const live = states.filter((state) => state !== 'terminated').length;

    expect(live).toBeGreaterThan(20);
    expect(live).toBeLessThan(120);
    expect(states.length).toBeGreaterThan(200);
    expect(ask(simulator, 'GET /api/instances', { account: SHARED }).status).toBe(200);
  });
});

describe('a running simulator', () => {
  const reaches = (simulator: Simulator): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(Number(new URL(simulator.url).port), '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });

  it('refuses connections while stopped, and listens on the same port again', async () => {
    const simulator = await startSimulator({ instances: 0 });
    const { url } = simulator;

    await simulator.stop();
    const whileStopped = await reaches(simulator);
    await simulator.start();
    const again = await reaches(simulator);
    await simulator.close();

    expect([whileStopped, again, await reaches(simulator), simulator.url]).toEqual([false, true, false, url]);
  });

  it('stays closed when a fault changes after its end', async () => {
    const simulator = await startSimulator({ instances: 0 });
    await simulator.close();

    simulator.faults.clear();
    await simulator.settle();

    expect([simulator.isListening, await reaches(simulator)]).toEqual([false, false]);
  });

  it('makes a page wait for as long as its records cost', async () => {
    const timers = new FakeClock();
    const simulator = await startSimulator({
      speed: 0,
      startAt: START,
      instances: 50,
      tenants: 0,
      recordCostMs: 10,
      timers,
    });
    const answer = fetch(`${simulator.url}/instances?start=0&limit=5`, {
      headers: { 'X-VDC-ACCOUNT-UUID': SHARED },
    });
    while (timers.pendingTimers === 0) await new Promise((resolve) => setImmediate(resolve));

    await timers.advance(49);
    const before = simulator.log.entries[0]?.status;
    await timers.advance(1);
    const { status } = await answer;
    await simulator.close();

    expect([before, status]).toEqual([null, 200]);
  });

  it('answers nothing when a page would take longer than 30 s', async () => {
    const timers = new FakeClock();
    const simulator = await startSimulator({
      speed: 0,
      startAt: START,
      instances: 50,
      tenants: 0,
      recordCostMs: 1000,
      timers,
    });
    const answer = fetch(`${simulator.url}/instances`, { headers: { 'X-VDC-ACCOUNT-UUID': SHARED } }).then(
      () => 'answered',
      () => 'cut off',
    );
    while (timers.pendingTimers === 0) await new Promise((resolve) => setImmediate(resolve));

    await timers.advance(30_000);
    const outcome = await answer;
    await simulator.close();

    expect(outcome).toBe('cut off');
  });

  it('fails to start on a port that is taken', async () => {
    const simulator = await startSimulator({ instances: 0 });

    const second = startSimulator({ instances: 0, port: Number(new URL(simulator.url).port) });

    await expect(second).rejects.toThrow(/EADDRINUSE/);
    await simulator.close();
  });
});

describe('the command line', () => {
  it('is read into options', () => {
    const options = parseArguments(
      '--port 9002 --hosts 12 --instances 300 --seed 7 --speed 2.5 --record-cost 8 --weather'.split(' '),
    );

    expect(options).toMatchObject({
      port: 9002,
      hosts: 12,
      instances: 300,
      seed: 7,
      speed: 2.5,
      recordCostMs: 8,
      weather: true,
    });
  });

  it.each([
    ['--port=70000'],
    ['--hosts=x'],
    ['--hosts=1.5'],
    ['--instances='],
    ['--nonsense'],
    ['stray'],
    ['--name='],
  ])('refuses %s and says what is wrong', (argument) => {
    expect(() => parseArguments([argument])).toThrow(UsageError);
  });

  it('knows --help', () => {
    expect(parseArguments(['--help'])).toBe('help');
  });
});
