import type { DatacenterId } from '#contract/ids.ts';
import type { SecretName } from '#contract/profile.ts';
import type { SecretStore } from '#core/ports/secrets.ts';

type Secrets = Readonly<Partial<Record<SecretName, string>>>;

/** Secrets in memory; claims to persist unless told otherwise. */
export class FakeSecretStore implements SecretStore {
  readonly persists: boolean;
  readonly #held = new Map<DatacenterId, Secrets>();

  constructor({ persists = true }: { readonly persists?: boolean } = {}) {
    this.persists = persists;
  }

  get(datacenterId: DatacenterId): Promise<Secrets> {
    return Promise.resolve(this.#held.get(datacenterId) ?? {});
  }

  set(
    datacenterId: DatacenterId,
    changes: Readonly<Partial<Record<SecretName, string | null>>>,
  ): Promise<void> {
    const merged = Object.entries({ ...this.#held.get(datacenterId), ...changes });
    this.#held.set(datacenterId, Object.fromEntries(merged.filter(([, secret]) => secret !== null)));
    return Promise.resolve();
  }

  forget(datacenterId: DatacenterId): Promise<void> {
    this.#held.delete(datacenterId);
    return Promise.resolve();
  }
}
