import * as catalogue from './catalogue-operations.ts';
import type { Operation } from './context.ts';
import * as instances from './instance-operations.ts';
import * as keyPairs from './key-pair-operations.ts';
import * as networks from './network-operations.ts';
import { unescape } from './rack-parameters.ts';
import * as groups from './security-group-operations.ts';
import * as snapshots from './snapshot-operations.ts';
import * as volumes from './volume-operations.ts';

export type Route = { readonly operation: Operation; readonly id: string };

const hostNodes = { 'GET /': catalogue.indexHostNodes, 'GET /ID': catalogue.showHostNode };
const storageNodes = { 'GET /': catalogue.indexStorageNodes, 'GET /ID': catalogue.showStorageNode };

/** Operations by collection, then by method and what follows the collection. */
const ROUTES: Readonly<Record<string, Readonly<Record<string, Operation>>>> = {
  instances: {
    'GET /': instances.indexInstances,
    'POST /': instances.createInstance,
    'GET /ID': instances.showInstance,
    'DELETE /ID': instances.destroyInstance,
    'PUT /ID/reboot': instances.rebootInstance,
    'PUT /ID/stop': instances.stopInstance,
    'PUT /ID/start': instances.startInstance,
  },
  images: {
    'GET /': catalogue.indexImages,
    'POST /': catalogue.neverWorks,
    'GET /ID': catalogue.showImage,
    'DELETE /ID': catalogue.destroyImage,
  },
  host_nodes: hostNodes,
  host_pools: hostNodes,
  storage_nodes: storageNodes,
  storage_pools: storageNodes,
  volumes: {
    'GET /': volumes.indexVolumes,
    'POST /': volumes.createVolume,
    'GET /ID': volumes.showVolume,
    'DELETE /ID': volumes.destroyVolume,
    'PUT /ID/attach': volumes.attachVolume,
    'PUT /ID/detach': volumes.detachVolume,
  },
  volume_snapshots: {
    'GET /': snapshots.indexSnapshots,
    'POST /': snapshots.createSnapshot,
    'GET /upload_destination': snapshots.listDestinations,
    'GET /ID': snapshots.showSnapshot,
    'DELETE /ID': snapshots.destroySnapshot,
  },
  security_groups: {
    'GET /': groups.indexSecurityGroups,
    'POST /': groups.createSecurityGroup,
    'GET /ID': groups.showSecurityGroup,
    'PUT /ID': groups.updateSecurityGroup,
    'DELETE /ID': groups.destroySecurityGroup,
  },
  ssh_key_pairs: {
    'GET /': keyPairs.indexKeyPairs,
    'POST /': keyPairs.createKeyPair,
    'GET /ID': keyPairs.showKeyPair,
    'PUT /ID': keyPairs.updateKeyPair,
    'DELETE /ID': keyPairs.destroyKeyPair,
  },
  networks: {
    'GET /': networks.indexNetworks,
    'POST /': catalogue.neverWorks,
    'GET /ID': networks.showNetwork,
    'DELETE /ID': networks.destroyNetwork,
    'PUT /ID/reserve': networks.failOnNetwork,
    'PUT /ID/release': networks.failOnNetwork,
    'PUT /ID/add_pool': networks.addPool,
    'PUT /ID/del_pool': networks.removePool,
    'GET /ID/get_pool': networks.listPools,
  },
  instance_specs: { 'GET /': catalogue.indexSpecs, 'GET /ID': catalogue.showSpec },
};

function own(routes: Readonly<Record<string, Operation>>, key: string): Operation | undefined {
  return Object.hasOwn(routes, key) ? routes[key] : undefined;
}

/** The operation behind a method and a path without its suffix; undefined when there is no such route. */
export function findRoute(method: string, path: string): Route | undefined {
  const verb = method === 'HEAD' ? 'GET' : method;
  const match = /^\/api\/([^/]+)(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(path);
  if (match === null) return undefined;
  const [, collection = '', id, action] = match;
  if (collection === 'docs' && verb === 'GET') return { operation: catalogue.neverWorks, id: '' };
  const routes = Object.hasOwn(ROUTES, collection) ? (ROUTES[collection] ?? {}) : {};
  if (id === undefined) return routed(own(routes, `${verb} /`), '');
  const fixed = action === undefined ? own(routes, `${verb} /${id}`) : undefined;
  if (fixed !== undefined && id !== 'ID') return routed(fixed, '');
  return routed(own(routes, `${verb} /ID${action === undefined ? '' : `/${action}`}`), unescape(id));
}

function routed(operation: Operation | undefined, id: string): Route | undefined {
  return operation === undefined ? undefined : { operation, id };
}
