import type { DatacenterId } from '#contract/ids.ts';
import type { SecretName } from '#contract/profile.ts';

/** Keeps secrets of profiles. Nothing else in Nori holds one longer than a request. */
export interface SecretStore {
  /** False where there is no OS keychain: then they live in memory and end with the process. */
  readonly persists: boolean;
  get(datacenterId: DatacenterId): Promise<Readonly<Partial<Record<SecretName, string>>>>;
  /** Null clears; a name left out keeps its value. */
  set(
    datacenterId: DatacenterId,
    changes: Readonly<Partial<Record<SecretName, string | null>>>,
  ): Promise<void>;
  forget(datacenterId: DatacenterId): Promise<void>;
}
