import type { InstanceId } from '#contract/ids.ts';
import { normaliseHostname } from '#contract/hostname.ts';
import type { Intent, LaunchParameters, PowerAction, SentRequest } from '#contract/operation.ts';
import { assertNever } from '#contract/result.ts';

/** The media type of a request's body. dcmgr goes by the path's suffix; proxies and people read this. */
export const jsonContentType = 'application/json';

/**
 * Encodes an intent the way dcmgr 11.12 really reads it (reference §2): a POST as JSON to `.json`, wrapped once;
 * PUT without a body; never an empty or null optional, since each is a bare 500.
 */
export function encodeIntent(intent: Intent): SentRequest {
  if (intent.action === 'launch') {
    const body = JSON.stringify({ instance: launchDocument(intent.parameters) });
    return { method: 'POST', path: '/instances.json', body };
  }
  return powerRequest(intent.action, intent.instanceId);
}

/** The same request with what may hold passwords cut out: what the journal keeps. */
export function withoutUserData(request: SentRequest, userData: string): SentRequest {
  if (userData === '' || request.body === null) return request;
  const cut = JSON.stringify(`(user data, ${userData.length} characters)`);
  const key = '"user_data":';
  return { ...request, body: request.body.replace(key + JSON.stringify(userData), () => key + cut) };
}

function powerRequest(action: PowerAction, id: InstanceId): SentRequest {
  switch (action) {
    case 'terminate':
      return { method: 'DELETE', path: `/instances/${id}`, body: null };
    case 'reboot':
    case 'stop':
    case 'start':
      return { method: 'PUT', path: `/instances/${id}/${action}`, body: null };
    default:
      return assertNever(action);
  }
}

function launchDocument(launch: LaunchParameters): Readonly<Record<string, string | readonly string[]>> {
  const optional = {
    host_node_id: launch.hostNodeId,
    hostname: launch.hostname === null ? null : normaliseHostname(launch.hostname),
    user_data: launch.userData,
    security_groups: launch.securityGroupIds.length > 0 ? [...new Set(launch.securityGroupIds)] : null,
    ssh_key_id: launch.sshKeyPairId,
    // Only the string counts: JSON's true reads as not set.
    ha_enabled: launch.haEnabled ? 'true' : null,
    network_id: launch.networkId,
    network_scheduler: launch.networkScheduler,
  };
  const given = Object.entries(optional).filter(
    (entry): entry is [string, Exclude<(typeof entry)[1], null>] => entry[1] !== null && entry[1] !== '',
  );
  return { image_id: launch.imageId, instance_spec_id: launch.instanceSpecId, ...Object.fromEntries(given) };
}
