import type { DatacenterId } from '#contract/ids.ts';
import type { SecretName } from '#contract/profile.ts';
import type { SecretStore } from '#core/ports/secrets.ts';

export type Secrets = Readonly<Partial<Record<SecretName, string>>>;
export type SecretChanges = Readonly<Partial<Record<SecretName, string | null>>>;

/** Keeps secrets until the process ends: for machines without a keychain to lock a file with. */
export function memorySecrets(): SecretStore {
  const held = new Map<DatacenterId, Secrets>();
  return {
    persists: false,
    get: (datacenterId) => Promise.resolve(held.get(datacenterId) ?? {}),
    set: (datacenterId, changes) => {
      held.set(datacenterId, withChanges(held.get(datacenterId) ?? {}, changes));
      return Promise.resolve();
    },
    forget: (datacenterId) => {
      held.delete(datacenterId);
      return Promise.resolve();
    },
  };
}

/** Null clears a secret; a name left out keeps its value. */
export const withChanges = (secrets: Secrets, changes: SecretChanges): Secrets =>
  Object.fromEntries(
    Object.entries({ ...secrets, ...changes }).filter(([, secret]) => typeof secret === 'string'),
  );
