import type { DatacenterId } from '#contract/ids.ts';
import { type Profile, profileSchema, type ProfileView, type SecretName } from '#contract/profile.ts';

/** What is to become of a secret. What is stored is never known here, only whether something is. */
export type SecretDraft =
  { readonly kind: 'keep' } | { readonly kind: 'clear' } | { readonly kind: 'set'; readonly value: string };

/** A profile as it is being typed: every field a text, every alternative remembered. */
export type Draft = {
  readonly id: DatacenterId;
  readonly paused: boolean;
  name: string;
  url: string;
  colour: Profile['colour'];
  safety: Profile['safety'];
  accounts: { readonly row: number; id: string; label: string }[];
  auth: Profile['auth']['kind'];
  username: string;
  headers: { readonly row: number; name: string; value: string }[];
  ca: string;
  clientCertificate: string;
  allowSelfSigned: boolean;
  proxy: Profile['proxy']['kind'];
  proxyUrl: string;
  proxyUsername: string;
  /** Seconds, as typed. */
  fastInterval: string;
  slowInterval: string;
  requestTimeout: string;
  secrets: Record<SecretName, SecretDraft>;
};

let rows = 0;
/** An identity for a row of a list field, so that removing one does not mix up the others. */
export const newRow = (): number => (rows += 1);

const seconds = (ms: number): string => String(ms / 1_000);

/** The draft of a saved profile. */
export function draftOf({ profile }: ProfileView): Draft {
  const { auth, proxy, tls, polling } = profile;
  return {
    id: profile.id,
    paused: polling.paused,
    name: profile.name,
    url: profile.url,
    colour: profile.colour,
    safety: profile.safety,
    accounts: profile.accounts.map(({ id, label }) => ({ row: newRow(), id, label })),
    auth: auth.kind,
    username: auth.kind === 'basic' ? auth.username : '',
    headers: Object.entries(profile.headers).map(([name, value]) => ({ row: newRow(), name, value })),
    ca: tls.ca ?? '',
    clientCertificate: tls.clientCertificate ?? '',
    allowSelfSigned: tls.allowSelfSigned,
    proxy: proxy.kind,
    proxyUrl: proxy.kind === 'http' ? proxy.url : '',
    proxyUsername: proxy.kind === 'http' ? proxy.username : '',
    fastInterval: seconds(polling.fastIntervalMs),
    slowInterval: seconds(polling.slowIntervalMs),
    requestTimeout: seconds(polling.requestTimeoutMs),
    secrets: { password: keep, token: keep, clientKey: keep, proxyPassword: keep },
  };
}

const keep: SecretDraft = { kind: 'keep' };

/** A new datacenter's draft, with the account that owns hosts and specs already there. */
export function newDraft(id: DatacenterId, colour: Profile['colour']): Draft {
  const profile = profileSchema.parse({
    id,
    name: '-',
    url: 'http://-',
    colour,
    accounts: [{ id: 'a-shpoolxx' }],
  });
  return { ...draftOf({ profile, hasSecret: noSecrets }), name: '', url: '' };
}

const noSecrets = { password: false, token: false, clientKey: false, proxyPassword: false };

/** Whether two drafts say the same. */
export const isSameDraft = (a: Draft, b: Draft): boolean => JSON.stringify(a) === JSON.stringify(b);

/** An id for a new datacenter, not used by another. It is never shown, and stays when the name changes. */
export function newDatacenterId(taken: ReadonlySet<string>): DatacenterId {
  for (let number = taken.size + 1; ; number += 1) {
    const id = `dc-${String(number)}`;
    if (!taken.has(id)) return profileSchema.unwrap().shape.id.parse(id);
  }
}
