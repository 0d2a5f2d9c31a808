import type { AccountId } from './ids.ts';
import type { ResourceKind } from './resource-kind.ts';

/** A request as a person could repeat it in a shell. */
export type ShellRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The datacenter's base URL, without a trailing slash. */
  readonly baseUrl: string;
  /** Path and query below it. */
  readonly path: string;
  readonly account: AccountId;
  readonly body?: string | null;
};

/** Quotes a word for a POSIX shell: nothing in it is expanded, whatever an endpoint put there. */
export const shellQuote = (word: string): string =>
  /^[A-Za-z0-9_./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** The request as a curl command. Credentials of a proxy in front are not part of it. */
export function toCurl({ method, baseUrl, path, account, body }: ShellRequest): string {
  const words = [
    'curl',
    ...(method === 'GET' ? [] : ['-X', method]),
    '-H',
    `X-VDC-ACCOUNT-UUID: ${account}`,
    ...(body == null ? [] : ['-H', 'Content-Type: application/json', '--data-binary', body]),
    `${baseUrl}${path}`,
  ];
  return words.map(shellQuote).join(' ');
}

/** The name of each kind in mussel, the command-line client that Wakame-vdc ships from v13.06 on. */
const musselNames = {
  instances: 'instance',
  images: 'image',
  host_nodes: 'host_node',
  volumes: 'volume',
  volume_snapshots: 'volume_snapshot',
  security_groups: 'security_group',
  storage_nodes: 'storage_node',
  ssh_key_pairs: 'ssh_key_pair',
  networks: 'network',
  instance_specs: 'instance_spec',
} as const satisfies Record<ResourceKind, string>;

/**
 * Showing one record as a mussel command, with the variables it reads its endpoint from. The version chooses
 * mussel's own dialect; 11.12 has no version in its path, so the base URI is always given.
 */
export function toMussel(shown: {
  readonly baseUrl: string;
  readonly kind: ResourceKind;
  readonly id: string;
  readonly account: AccountId;
}): string {
  const version = /\/(\d+\.\d+)$/.exec(shown.baseUrl)?.[1] ?? '11.12';
  const variables = {
    DCMGR_API_VERSION: version,
    DCMGR_BASE_URI: shown.baseUrl,
    account_id: shown.account,
  };
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${shellQuote(value)}`);
  return [...settings, 'mussel', musselNames[shown.kind], 'show', shellQuote(shown.id)].join(' ');
}
