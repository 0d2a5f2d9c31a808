import type { Simulator } from '#simulator/simulator.ts';

type Instance = Simulator['world']['database']['instances']['rows'][number];

/** The datacenter's instances in a state, oldest first. */
export const instancesIn = ({ world }: Simulator, state: Instance['state']): readonly Instance[] =>
  world.database.instances.rows.filter((instance) => instance.state === state);

/** An instance for which something holds; the test can't do without. */
export function instanceThat({ name, world }: Simulator, holds: (instance: Instance) => boolean): Instance {
  const found = world.database.instances.rows.find(holds);
  if (found === undefined) throw new Error(`${name} has no such instance`);
  return found;
}

/** The id of the datacenter's newest instance. */
export function newestInstance({ name, world }: Simulator): string {
  const newest = world.database.instances.rows.at(-1);
  if (newest === undefined) throw new Error(`${name} has no instance`);
  return newest.id;
}

/** Launches an instance over HTTP, as anybody else would with `curl`, and returns its id. */
export async function launchByHttp(datacenter: Simulator, hostname: string): Promise<string> {
  const { images, specs } = datacenter.world.database;
  const [spec] = specs.rows;
  const image = images.rows.find(({ arch, snapshotId }) => arch === spec?.arch && snapshotId === null);
  const instance = { image_id: image?.id, instance_spec_id: spec?.id, ha_enabled: 'false', hostname };
  const answer = await fetch(`${datacenter.url}/instances.json`, {
    method: 'POST',
    headers: { 'X-VDC-ACCOUNT-UUID': datacenter.accounts[1] ?? '', 'Content-Type': 'application/json' },
    body: JSON.stringify({ instance }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${datacenter.name} refused with ${String(answer.status)}: ${text}`);
  const document: unknown = JSON.parse(text);
  if (typeof document !== 'object' || document === null || !('id' in document))
    throw new Error(`${datacenter.name} answered without an instance: ${text}`);
  return String(document.id);
}

/** The first account beside the shared pool. */
export const tenantOf = ({ accounts }: Simulator): string => accounts[1] ?? '';

/** The datacenter's own record of what it received with this method, in order. */
export const receivedBy = ({ log }: Simulator, method: 'POST' | 'PUT' | 'DELETE') =>
  log.entries.filter((request) => request.method === method);

/** Instances of the tenant that run by the time this returns; several are numbered. */
export function runningGuests(datacenter: Simulator, hostname: string, count = 1): readonly string[] {
  const ids = datacenter.launch({ hostname, count });
  datacenter.step(2_000);
  return ids;
}
