import type { Answer } from './api/api.ts';
import type { RawRequest } from './api/request.ts';
import { SHARED_ACCOUNT } from './world/database.ts';
import type { World } from './world/world.ts';

/** What to launch; what is left out is chosen so that it works. */
export type LaunchRequest = {
  readonly account?: string;
  readonly imageId?: string;
  readonly specId?: string;
  readonly hostname?: string;
  readonly count?: number;
  readonly haEnabled?: boolean;
};

type Target = {
  readonly world: World;
  readonly accounts: readonly string[];
  request(request: RawRequest): Answer;
};

/** Launches through the API itself, so that every rule of it holds. Throws with dcmgr's answer when it refuses. */
export function launch(target: Target, request: LaunchRequest): string[] {
  const { count = 1, hostname } = request;
  const { database } = target.world;
  const spec = database.specs.get(request.specId ?? '') ?? database.specs.rows[0];
  const image = database.images.rows.find(
    ({ arch, snapshotId }) => arch === spec?.arch && snapshotId === null,
  );
  const parameters = {
    image_id: request.imageId ?? image?.id,
    instance_spec_id: request.specId ?? spec?.id,
    ha_enabled: String(request.haEnabled ?? false),
  };
  return Array.from({ length: count }, (_, index) => {
    const suffix = count > 1 ? `-${String(index + 1)}` : '';
    const named = hostname === undefined ? {} : { hostname: `${hostname}${suffix}` };
    return launchOne(target, request.account ?? target.accounts[1] ?? SHARED_ACCOUNT, {
      ...parameters,
      ...named,
    });
  });
}

function launchOne(target: Target, account: string, instance: Record<string, string | undefined>): string {
  const answer = target.request({
    method: 'POST',
    target: '/api/instances.json',
    headers: { 'x-vdc-account-uuid': account },
    body: JSON.stringify({ instance }),
  });
  if (answer.status !== 200) throw new Error(`refused with ${String(answer.status)}: ${answer.body}`);
  const document: unknown = JSON.parse(answer.body);
  if (typeof document !== 'object' || document === null || !('id' in document))
    throw new Error('no instance came back');
  return String(document.id);
}
