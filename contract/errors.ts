import { z } from 'zod';

/** The catalogue of the reference §6.3: dcmgr's numeric code to Nori's reason. */
export const dcmgrReasons = {
  '100': 'dcmgr/unknown-uuid-resource',
  '101': 'dcmgr/unknown-member',
  '102': 'dcmgr/invalid-credential-headers',
  '103': 'dcmgr/invalid-request-credentials',
  '104': 'dcmgr/disabled-account',
  '105': 'dcmgr/operation-not-permitted',
  '106': 'dcmgr/undefined-volume-size',
  '107': 'dcmgr/storage-node-not-permitted',
  '108': 'dcmgr/unknown-storage-node',
  '109': 'dcmgr/out-of-disk-space',
  '110': 'dcmgr/database-error',
  '111': 'dcmgr/undefined-volume-id',
  '112': 'dcmgr/invalid-delete-request',
  '113': 'dcmgr/unknown-volume',
  '114': 'dcmgr/unknown-host-node',
  '115': 'dcmgr/unknown-instance',
  '116': 'dcmgr/undefined-volume-snapshot-id',
  '117': 'dcmgr/unknown-volume-snapshot',
  '118': 'dcmgr/undefined-required-parameter',
  '119': 'dcmgr/invalid-volume-size',
  '120': 'dcmgr/out-of-host-capacity',
  '121': 'dcmgr/unknown-ssh-key-pair',
  '122': 'dcmgr/undefined-storage-node-id',
  '123': 'dcmgr/detach-volume-failure',
  '124': 'dcmgr/attach-volume-failure',
  '125': 'dcmgr/invalid-instance-state',
  '126': 'dcmgr/duplicate-hostname',
  '127': 'dcmgr/unknown-image-id',
  '128': 'dcmgr/unknown-instance-spec',
  '129': 'dcmgr/unknown-network-id',
  '130': 'dcmgr/out-of-network-capacity',
  '131': 'dcmgr/invalid-volume-snapshot-state',
  '132': 'dcmgr/undefined-security-group',
  '133': 'dcmgr/unknown-security-group',
  '134': 'dcmgr/security-group-not-permitted',
  '135': 'dcmgr/duplicated-security-group',
  '136': 'dcmgr/duplicate-ssh-key-name',
  '137': 'dcmgr/invalid-image-id',
  '138': 'dcmgr/invalid-instance-spec',
  '139': 'dcmgr/undefined-instance-id',
  '140': 'dcmgr/invalid-volume-state',
  '141': 'dcmgr/invalid-host-node-id',
} as const;

const dcmgrCodes = Object.values(dcmgrReasons);

/** Every code an expected failure can have. Programs and tests match on these; words are the page's business. */
export const errorCodes = [
  ...dcmgrCodes,
  /** A dcmgr error object whose code is not in the catalogue (a later dialect). */
  'dcmgr/other',
  'endpoint/bad-url',
  'endpoint/dns',
  'endpoint/refused',
  'endpoint/no-route',
  'endpoint/tls',
  'endpoint/proxy',
  'endpoint/timeout',
  /** The connection broke before or amid the answer. */
  'endpoint/reset',
  'endpoint/empty-reply',
  /** A bare HTML 500, or any other 5xx without a dcmgr error object. */
  'endpoint/server-error',
  /** 401 or 403 without a dcmgr error object: a proxy in front wants credentials. */
  'endpoint/unauthorised',
  /** 404 without a dcmgr error object: wrong base path, or a route this dcmgr does not have. */
  'endpoint/not-found',
  'endpoint/redirect',
  /** A 2xx that is not JSON at all: some other web server answers here. */
  'endpoint/not-dcmgr',
  'endpoint/body-too-large',
  'endpoint/bad-encoding',
  'endpoint/bad-json',
  'endpoint/wrong-shape',
  /** Any other unexpected status. */
  'endpoint/unexpected-status',
  /** This machine has no network. */
  'endpoint/offline',
  /** Pages repeat without end: the same records again and again at growing offsets. */
  'list/cyclic-pages',
  /** The same id twice in one answer; the first is kept. */
  'list/duplicate-id',
  /** A record that makes dcmgr answer 500 for any page holding it (its image was deleted, say); skipped. */
  'list/unreadable-record',
  /** Too many pages failed for one sweep: some places were not read this time, and the list keeps its date. */
  'list/places-unread',
  /** Bytes that are not UTF-8, shown as U+FFFD; left out only where they are in its id. */
  'record/bad-encoding',
  'record/malformed',
  'record/wrong-prefix',
  /** dcmgr's `Date` and this machine's clock differ by more than a minute. */
  'clock/skewed',
  /** Every list of this account is empty: dcmgr creates unknown accounts silently, so it may be a typo. */
  'account/all-empty',
  'profile/not-found',
  'profile/invalid',
  'profile/name-taken',
  'datacenter/read-only',
  'datacenter/unreachable',
  'datacenter/paused',
  'record/not-found',
  /** The account is none of the profile's: dcmgr would create it. */
  'operation/unknown-account',
  /** The instance's state is one in which dcmgr refuses or silently drops the request. */
  'operation/bad-state',
  /** Another operation on the same instance is under way. */
  'operation/busy',
  /** The same instance twice in one run. */
  'operation/duplicate-target',
  /** Nobody known owns the instance; only its owner may terminate it. */
  'operation/owner-unknown',
  'operation/hostname',
  /** In the known inventory of the account, or earlier in the run. */
  'operation/duplicate-hostname',
  /** A chosen image, spec, host, key, group or network is not in the inventory. */
  'operation/unknown-resource',
  'operation/host-offline',
  /** A warning: no online host of the spec's kind has room by the known inventory. */
  'operation/no-capacity',
  /** A warning: what the check relied on is older than its interval. */
  'operation/old-knowledge',
  /** A warning: 11.12 accepts `network_id` and ignores it. */
  'operation/network-ignored',
  /** A warning: the name can't be checked, and an unknown one ends in `terminated`. */
  'operation/network-scheduler-unverified',
  /** A warning: only the SpecifyNode scheduler obeys `host_node_id`. */
  'operation/host-may-be-ignored',
  /** A warning: with no HA scheduler set, as shipped, a failover ends in `terminated`, the boot volume deleted. */
  'operation/ha-may-terminate',
  /** A warning: dcmgr has no default group. */
  'operation/no-security-group',
  /** Cancelled by a person before it was sent. */
  'operation/cancelled',
  /** Nori ended before it was sent; it is not sent by itself later. */
  'operation/interrupted',
  /** The user data is kept in memory only, and was forgotten with an earlier start. */
  'operation/user-data-gone',
  /** The journal could not be written, so nothing was sent. */
  'operation/not-journaled',
  /** Nori ended while it was being sent. */
  'operation/no-answer',
  /** dcmgr answered 200 and did nothing. */
  'operation/dropped',
  /** It was terminated before it had a host and a NIC. */
  'operation/placement-failed',
  /** It was terminated after it had been given a host. */
  'operation/boot-failed',
  /** The instance settled in another state than asked for. */
  'operation/ended-otherwise',
  /** The instance is no longer there. */
  'operation/target-gone',
  /** A lost launch: complete readings since found nothing that it could have made. */
  'operation/not-made',
  /** A lost request whose instance is unchanged. */
  'operation/no-effect',
  /** A stop that released the addresses and went no further: the guest runs without them. */
  'operation/half-stopped',
  /** dcmgr answered a bare 500 (for an exceeded quota, among others), and nothing came of the request. */
  'operation/server-failed',
  /** Several instances may be what a lost launch made. */
  'operation/ambiguous',
  /** Watched for as long as Nori watches; the outcome is not known. */
  'operation/timed-out',
  /** dcmgr answers a bare 500 for the instance alone (its image was deleted, say): the outcome can't be seen. */
  'operation/not-shown',
  /** A note, not a failure: launched, but without some of what was asked for, which dcmgr dropped silently. */
  'operation/launched-otherwise',
  'operation/not-found',
  /** Only a launch of unknown outcome can be resolved. */
  'operation/not-resolvable',
  'operation/nothing-to-retry',
  'run/not-found',
  'template/not-found',
  'template/name-taken',
  'template/too-many',
  'store/corrupt',
  'store/newer-schema',
  'store/unavailable',
  'file/corrupt',
  'file/newer-version',
  'file/unwritable',
  'secret/unavailable',
  'contract/invalid-request',
  'contract/unknown-method',
  'contract/closed',
  'contract/timeout',
  'internal/bug',
] as const;

export const errorCodeSchema = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

const detailSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/**
 * An expected failure. `message` is for logs and bug reports, in English, never shown as the main words.
 * `details` carry ids, hosts, statuses; never tokens, query strings or bodies.
 */
export const appErrorSchema = z
  .object({
    code: errorCodeSchema,
    message: z.string(),
    /** Whether the same request may succeed later without anybody changing anything. */
    retryable: z.boolean(),
    details: z.record(z.string(), detailSchema).readonly().optional(),
  })
  .readonly();
export type AppError = z.infer<typeof appErrorSchema>;
export type ErrorDetails = NonNullable<AppError['details']>;

const retryableCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'dcmgr/database-error',
  'endpoint/dns',
  'endpoint/refused',
  'endpoint/no-route',
  'endpoint/proxy',
  'endpoint/timeout',
  'endpoint/reset',
  'endpoint/empty-reply',
  'endpoint/server-error',
  'endpoint/offline',
  'store/unavailable',
  'datacenter/unreachable',
  'contract/closed',
  'contract/timeout',
]);

/** Whether failures with this code pass by themselves. */
export const isRetryable = (code: ErrorCode): boolean => retryableCodes.has(code);

/** Builds an error with the retryability of its code. */
export function appError(code: ErrorCode, message: string, details?: ErrorDetails): AppError {
  const base = { code, message, retryable: isRetryable(code) };
  return details === undefined ? base : { ...base, details };
}
