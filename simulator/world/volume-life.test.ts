import { describe, expect, it } from 'vitest';
import { aDatacenter, ask, SHARED, statesOver } from '../../testing/a-datacenter.ts';
import type { Simulator } from '../simulator.ts';

const SETTLED_MS = 20_000;

function createVolume(simulator: Simulator, form: Record<string, string> = { volume_size: '100' }): string {
  return String(ask(simulator, 'POST /api/volumes', { form }).json()['id']);
}

function stateOf(simulator: Simulator, path: string): () => unknown {
  return () => ask(simulator, `GET /api/${path}`).json()['state'];
}

function attached(simulator: Simulator): { volume: string; instance: string } {
  const [instance = ''] = simulator.launch();
  const volume = createVolume(simulator);
  simulator.step(SETTLED_MS);
  ask(simulator, `PUT /api/volumes/${volume}/attach`, { form: { instance_id: instance } });
  return { volume, instance };
}

describe('a volume', () => {
  it('is scheduled, created and in the end really deleted', () => {
    const simulator = aDatacenter();
    const id = createVolume(simulator);

    const creation = statesOver(simulator, SETTLED_MS, stateOf(simulator, `volumes/${id}`));
    ask(simulator, `DELETE /api/volumes/${id}`);
    const deletion = statesOver(simulator, SETTLED_MS, stateOf(simulator, `volumes/${id}`));

    expect(creation).toEqual(['scheduling', 'pending', 'creating', 'available']);
    expect(deletion).toEqual(['deregistering', 'deleting', 'deleted']);
  });

  it('starts pending when its owner named the storage node', () => {
    const simulator = aDatacenter();

    const answer = ask(simulator, 'POST /api/volumes', {
      account: SHARED,
      form: { volume_size: '100', storage_pool_id: 'sn-demo1' },
    });

    expect(answer.json()['state']).toBe('pending');
  });

  it('is attached with a guest device, and detached again', () => {
    const simulator = aDatacenter();
    const { volume, instance } = attached(simulator);

    const attaching = statesOver(simulator, SETTLED_MS, stateOf(simulator, `volumes/${volume}`));
    const shown = ask(simulator, `GET /api/instances/${instance}`).json()['volume'];
    ask(simulator, `PUT /api/volumes/${volume}/detach`);
    const detaching = statesOver(simulator, SETTLED_MS, stateOf(simulator, `volumes/${volume}`));

    expect(attaching).toEqual(['available', 'attaching', 'attached']);
    expect(shown).toEqual([{ vol_id: volume, guest_device_name: '0:4:0', state: 'attached' }]);
    expect(detaching).toEqual(['attached', 'detaching', 'available']);
    expect(ask(simulator, `GET /api/volumes/${volume}`).json()['instance_id']).toBeNull();
  });

  it('stays bound after a failed attach: further attaches are refused, a detach does nothing', () => {
    const simulator = aDatacenter();
    const { volume, instance } = attached(simulator);
    simulator.world.failNext('attach');
    simulator.step(SETTLED_MS);

    const shown = ask(simulator, `GET /api/volumes/${volume}`).json();
    const again = ask(simulator, `PUT /api/volumes/${volume}/attach`, { form: { instance_id: instance } });
    const detach = ask(simulator, `PUT /api/volumes/${volume}/detach`);
    simulator.step(SETTLED_MS);

    expect(shown).toMatchObject({ state: 'available', instance_id: instance });
    expect(again.json()['code']).toBe('124');
    expect(detach.status).toBe(200);
    expect(ask(simulator, `GET /api/volumes/${volume}`).json()['instance_id']).toBe(instance);
  });

  it('becomes available when its instance is terminated', () => {
    const simulator = aDatacenter();
    const { volume, instance } = attached(simulator);
    simulator.step(SETTLED_MS);

    ask(simulator, `DELETE /api/instances/${instance}`);
    simulator.step(SETTLED_MS);

    expect(ask(simulator, `GET /api/volumes/${volume}`).json()).toMatchObject({
      state: 'available',
      instance_id: null,
    });
  });

  it('ends deleted when it can not be created', () => {
    const simulator = aDatacenter();
    simulator.world.failNext('create-volume');
    const id = createVolume(simulator);

    expect(statesOver(simulator, SETTLED_MS, stateOf(simulator, `volumes/${id}`)).at(-1)).toBe('deleted');
  });
});

describe('a snapshot', () => {
  it('becomes available, makes volumes of its size, and leaves the index 15 minutes after its deletion', () => {
    const simulator = aDatacenter();
    const volume = createVolume(simulator, { volume_size: '128' });
    simulator.step(SETTLED_MS);
    const form = { volume_id: volume, destination: 'local' };
    const id = String(ask(simulator, 'POST /api/volume_snapshots', { form }).json()['id']);

    const creation = statesOver(simulator, SETTLED_MS, stateOf(simulator, `volume_snapshots/${id}`));
    const copy = ask(simulator, 'POST /api/volumes', {
      form: { snapshot_id: id, volume_size: '999' },
    }).json();
    ask(simulator, `DELETE /api/volume_snapshots/${id}`);
    const deletion = statesOver(simulator, SETTLED_MS, stateOf(simulator, `volume_snapshots/${id}`));
    const listed = [0, 900_000].map((ms) => {
      simulator.step(ms);
      return ask(simulator, 'GET /api/volume_snapshots').body.includes(id);
    });

    expect(creation).toEqual(['initialized', 'available']);
    expect(copy).toMatchObject({ size: 128, snapshot_id: id });
    expect(deletion).toEqual(['deleting', 'deleted']);
    expect(listed).toEqual([true, false]);
  });
});
