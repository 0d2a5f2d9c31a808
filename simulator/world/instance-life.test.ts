import { describe, expect, it } from 'vitest';
import { aDatacenter, ask, SHARED, statesOver, TENANT } from '../../testing/a-datacenter.ts';
import type { Simulator } from '../simulator.ts';

const SETTLED_MS = 20_000;

function running(simulator: Simulator, options: { haEnabled?: boolean } = {}): string {
  const [id = ''] = simulator.launch(options);
  simulator.step(SETTLED_MS);
  return id;
}

const stateOf = (simulator: Simulator, id: string) => () => simulator.world.instance(id).state;

function show(simulator: Simulator, id: string): Record<string, unknown> {
  return ask(simulator, `GET /api/instances/${id}`).json();
}

describe('an instance', () => {
  it('goes from scheduling to running, and is online 5 s later', () => {
    const simulator = aDatacenter();
    const [id = ''] = simulator.launch();

    const seen = statesOver(simulator, SETTLED_MS, () => {
      const { state, status } = simulator.world.instance(id);
      return `${state}/${status}`;
    });

    expect(seen).toEqual([
      'scheduling/init',
      'pending/init',
      'starting/init',
      'running/init',
      'running/online',
    ]);
  });

  it('is placed on the host with the most free memory', () => {
    const simulator = aDatacenter();

    const hosts = new Set(
      simulator
        .launch({ count: 3 })
        .map((id) => (simulator.step(SETTLED_MS), simulator.world.instance(id).hostId)),
    );

    expect(hosts.size).toBe(3);
  });

  it('keeps its NICs over stop and start, but gives its addresses back in the stop request already', () => {
    const simulator = aDatacenter();
    const id = running(simulator);
    const before = show(simulator, id);

    ask(simulator, `PUT /api/instances/${id}/stop`);
    const stopping = show(simulator, id);
    const stops = statesOver(simulator, SETTLED_MS, stateOf(simulator, id));
    const stopped = show(simulator, id);
    ask(simulator, `PUT /api/instances/${id}/start`);
    const starts = statesOver(simulator, SETTLED_MS, stateOf(simulator, id));
    const after = show(simulator, id);

    const [nic] = before['vif'] as [{ vif_id: string }];
    expect(stopping).toMatchObject({ state: 'running', network: [], vif: [{ vif_id: nic.vif_id }] });
    expect(stops).toEqual(['running', 'stopping', 'stopped']);
    expect(stopped).toMatchObject({ host_node: null, status: 'online', network: [] });
    expect(starts).toEqual(['scheduling', 'pending', 'starting', 'running']);
    expect(after['vif']).toMatchObject([{ vif_id: nic.vif_id, ipv4: {} }]);
  });

  it('outlives a destroy that comes while it is on its way', () => {
    const simulator = aDatacenter();
    const [id = ''] = simulator.launch();
    simulator.step(1100);
    expect(simulator.world.instance(id).state).toBe('pending');

    const answer = ask(simulator, `DELETE /api/instances/${id}`);
    // The host finds it starting when the job arrives.
    const seen = statesOver(simulator, SETTLED_MS, stateOf(simulator, id));

    expect(answer.status).toBe(200);
    expect(seen).toEqual(['pending', 'starting', 'running']);
  });

  it('is terminated by the request itself when stopped, and by its host when running', () => {
    const simulator = aDatacenter();
    const [first, second] = [running(simulator), running(simulator)];
    ask(simulator, `PUT /api/instances/${first}/stop`);
    simulator.step(SETTLED_MS);

    ask(simulator, `DELETE /api/instances/${first}`);
    ask(simulator, `DELETE /api/instances/${second}`);

    expect(simulator.world.instance(first).state).toBe('terminated');
    expect(statesOver(simulator, SETTLED_MS, stateOf(simulator, second))).toEqual([
      'running',
      'shuttingdown',
      'terminated',
    ]);
    expect(show(simulator, second)).toMatchObject({ status: 'offline', security_groups: [], network: [] });
  });

  it('ends terminated when it fails to boot, with nothing to say why', () => {
    const simulator = aDatacenter();
    simulator.world.failNext('boot');

    const [id = ''] = simulator.launch();

    expect(statesOver(simulator, SETTLED_MS, stateOf(simulator, id))).toEqual([
      'scheduling',
      'pending',
      'starting',
      'terminated',
    ]);
  });

  it('ends terminated without host and NICs when no host is of its kind, though the capacity check passes', () => {
    const simulator = aDatacenter();

    const [id = ''] = simulator.launch({ specId: 'is-old32' });

    expect(statesOver(simulator, SETTLED_MS, stateOf(simulator, id))).toEqual(['scheduling', 'terminated']);
    expect(show(simulator, id)).toMatchObject({ host_node: null, vif: [] });
  });

  it('is scheduled and dies when its network profile is unknown', () => {
    const simulator = aDatacenter();
    const created = ask(simulator, 'POST /api/instances', {
      form: { image_id: 'wmi-lucid', instance_spec_id: 'is-small', network_scheduler: 'nosuch' },
    });
    const id = String(created.json()['id']);

    expect(statesOver(simulator, SETTLED_MS, stateOf(simulator, id))).toEqual(['scheduling', 'terminated']);
    expect(show(simulator, id)['vif']).toEqual([]);
  });

  it('boots from a volume that is built first and is left over after termination', () => {
    const simulator = aDatacenter();
    const [id = ''] = simulator.launch({ imageId: 'wmi-lucidsan' });
    const volume = simulator.world.database.volumes.rows[0];

    const seen = statesOver(
      simulator,
      SETTLED_MS,
      () => `${simulator.world.instance(id).state}/${volume?.state ?? ''}`,
    );
    ask(simulator, `DELETE /api/instances/${id}`);
    simulator.step(SETTLED_MS);

    expect(seen).toEqual([
      'scheduling/scheduling',
      'pending/pending',
      'pending/creating',
      'pending/available',
      'starting/attaching',
      'running/attaching',
      'running/attached',
    ]);
    expect(volume).toMatchObject({ state: 'available', instanceId: null, boot: true });
  });
});

describe('failover', () => {
  function losesGuest(haScheduler: boolean, haEnabled: boolean): unknown[] {
    const simulator = aDatacenter({ configuration: { haScheduler } });
    const id = running(simulator, { haEnabled });
    simulator.world.killGuest(id);
    return statesOver(simulator, SETTLED_MS, () => {
      const { state, status } = simulator.world.instance(id);
      return `${state}/${status}`;
    });
  }

  it('moves a lost guest to running again where the operator set a scheduler for it', () => {
    expect(losesGuest(true, true)).toEqual([
      'running/online',
      'running/offline',
      'failingover/offline',
      'pending/offline',
      'starting/offline',
      'running/offline',
      'running/online',
    ]);
  });

  it('ends in termination with the example configuration', () => {
    expect(losesGuest(false, true).at(-1)).toBe('terminated/offline');
  });

  it('does not happen without ha_enabled: the instance stays running, offline', () => {
    expect(losesGuest(true, false)).toEqual(['running/online', 'running/offline']);
  });
});

describe('a silent host', () => {
  const MINUTE_MS = 60_000;

  it('reads online for 20 minutes, timeout until 40, then offline, and its instances stay running', () => {
    const simulator = aDatacenter();
    const id = running(simulator);
    const { hostId } = simulator.world.instance(id);
    simulator.world.killHost(hostId ?? '');

    const status = (): unknown =>
      ask(simulator, `GET /api/host_nodes/${hostId ?? ''}`, { account: SHARED }).json()['status'];
    const seen = [0, 19, 2, 18, 2].map((minutes) => {
      simulator.step(minutes * MINUTE_MS);
      return status();
    });

    expect(seen).toEqual(['online', 'online', 'timeout', 'timeout', 'offline']);
    expect(show(simulator, id)).toMatchObject({ state: 'running', status: 'online' });
  });

  it('carries out what was asked meanwhile when it returns', () => {
    const simulator = aDatacenter();
    const id = running(simulator);
    const hostId = simulator.world.instance(id).hostId ?? '';
    simulator.world.killHost(hostId);

    ask(simulator, `DELETE /api/instances/${id}`);
    simulator.step(MINUTE_MS);
    const before = simulator.world.instance(id).state;
    simulator.world.reviveHost(hostId);
    simulator.step(SETTLED_MS);

    expect([before, simulator.world.instance(id).state]).toEqual(['running', 'terminated']);
  });

  it('shows its lost guests as offline once it is back', () => {
    const simulator = aDatacenter();
    const id = running(simulator);
    const hostId = simulator.world.instance(id).hostId ?? '';

    simulator.world.killHost(hostId, { loseGuests: true });
    simulator.step(30 * MINUTE_MS);
    const before = simulator.world.instance(id).status;
    simulator.world.reviveHost(hostId);
    simulator.step(SETTLED_MS);

    expect(before).toBe('online');
    expect(show(simulator, id)).toMatchObject({ state: 'running', status: 'offline', host_node: hostId });
  });
});

describe('a tenant', () => {
  it('sees a terminated instance for 15 minutes in the index, and for ever by id', () => {
    const simulator = aDatacenter();
    const id = running(simulator);
    ask(simulator, `DELETE /api/instances/${id}`);
    simulator.step(SETTLED_MS);

    const listed = ask(simulator, 'GET /api/instances').body.includes(id);
    simulator.step(900_000);
    const listedLater = ask(simulator, 'GET /api/instances').body.includes(id);

    expect([listed, listedLater]).toEqual([true, false]);
    expect(show(simulator, id)['state']).toBe('terminated');
    expect(simulator.world.instance(id).accountId).toBe(TENANT);
  });
});
