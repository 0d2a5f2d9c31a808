import type { AppError } from '#contract/errors.ts';
import { appError } from '#contract/errors.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { Profile, ProfileView, SecretChanges, SecretName } from '#contract/profile.ts';
import { secretNames } from '#contract/profile.ts';
import type { ProfilesFile } from '#contract/profile-file.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { Document } from '../ports/documents.ts';
import type { Logger } from '../ports/logger.ts';
import type { SecretStore } from '../ports/secrets.ts';
import {
  namesDatacenter,
  type ProfileBook,
  profileOf,
  profilesOf,
  readProfilesFile,
  toProfilesFile,
  withOrigin,
  withoutProfile,
  withProfile,
} from './profile-book.ts';

/** The secrets of one datacenter, by name. */
export type Secrets = Readonly<Partial<Record<SecretName, string>>>;

export type ProfileKeeperPorts = {
  readonly document: Document<ProfilesFile>;
  readonly secrets: SecretStore;
  readonly logger: Logger;
  readonly noticed: (notice: AppError) => void;
};

/** A saved profile, and why its secrets could not be changed with it, if so. */
export type Saved = { readonly profile: Profile; readonly secretsFailure: AppError | null };

/**
 * The profiles on disk and their secrets in the secret store. Only `secretsOf` answers a secret, for opening
 * connections; everything else says at most whether there is one. Callers run one change at a time.
 */
export class ProfileKeeper {
  readonly #ports: ProfileKeeperPorts;
  /** Datacenters whose secrets could not be read: said once, not at every look. */
  readonly #unreadable = new Set<DatacenterId>();
  #book: ProfileBook;

  private constructor(ports: ProfileKeeperPorts, book: ProfileBook) {
    this.#ports = ports;
    this.#book = book;
  }

  /** Reads the file; what is wrong with it, or with single entries, comes as notices. */
  static async load(ports: ProfileKeeperPorts): Promise<{
    readonly keeper: ProfileKeeper;
    readonly notices: readonly AppError[];
  }> {
    const { value, notices } = await ports.document.load();
    const read = readProfilesFile(value);
    return { keeper: new ProfileKeeper(ports, read.book), notices: [...notices, ...read.notices] };
  }

  get profiles(): readonly Profile[] {
    return profilesOf(this.#book);
  }

  profile(id: DatacenterId): Profile | null {
    return profileOf(this.#book, id);
  }

  /** Whether the file has an entry of this id, be it one that can't be read. */
  isNamed(id: DatacenterId): boolean {
    return namesDatacenter(this.#book, id);
  }

  /** By datacenter id, the URL that the stored inventory was read from. */
  get origins(): ProfilesFile['origins'] {
    return this.#book.origins;
  }

  views(): Promise<readonly ProfileView[]> {
    return Promise.all(this.profiles.map((profile) => this.view(profile)));
  }

  async view(profile: Profile): Promise<ProfileView> {
    const secrets = await this.secretsOf(profile.id);
    const has = (name: SecretName) => secrets[name] !== undefined;
    const hasSecret = Object.fromEntries(secretNames.map((name) => [name, has(name)]));
    return { profile, hasSecret: hasSecret as ProfileView['hasSecret'] }; // every name has just been given
  }

  /** Saves a profile, and only then changes its secrets. A new one starts without what its id may have left behind. */
  async save(profile: Profile, changes: SecretChanges): Promise<Result<Saved>> {
    const next = withProfile(this.#book, profile);
    if (!next.ok) return next;
    const isNew = this.profile(profile.id) === null;
    const saved = await this.#write(next.value.book);
    if (!saved.ok) return saved;
    const secretsFailure = await this.#changeSecrets(profile.id, isNew, changes);
    return ok({ profile: next.value.profile, secretsFailure });
  }

  /** Drops a profile, and only then its secrets. */
  async remove(id: DatacenterId): Promise<Result<{ readonly secretsFailure: AppError | null }>> {
    if (this.profile(id) === null) return err(unknownDatacenter(id));
    const saved = await this.#write(withoutProfile(this.#book, id));
    if (!saved.ok) return saved;
    return ok({ secretsFailure: await this.#trySecrets(id, () => this.#ports.secrets.forget(id)) });
  }

  /** Notes where the stored inventory comes from. Failing costs no more than forgetting it again at the next start. */
  async noteOrigin(id: DatacenterId, url: string | null): Promise<void> {
    if ((this.#book.origins[id] ?? null) === url) return;
    await this.#write(withOrigin(this.#book, id, url));
  }

  /** The secrets of a datacenter; none, with a notice, where the store can't be read. */
  async secretsOf(id: DatacenterId): Promise<Secrets> {
    let secrets: Secrets = {};
    const failure = await this.#trySecrets(id, async () => {
      secrets = await this.#ports.secrets.get(id);
    });
    if (failure === null) this.#unreadable.delete(id);
    else if (!this.#unreadable.has(id)) {
      this.#unreadable.add(id);
      this.#ports.noticed(failure);
    }
    return secrets;
  }

  /** The secrets as they would be after these changes, without making them. */
  async secretsWith(id: DatacenterId, changes: SecretChanges): Promise<Secrets> {
    const stored = this.profile(id) === null ? {} : await this.secretsOf(id);
    const merged = Object.entries({ ...stored, ...changes }).filter(
      ([, secret]) => typeof secret === 'string',
    );
    return Object.fromEntries(merged) as Secrets; // names and strings only, as just filtered
  }

  async #changeSecrets(id: DatacenterId, isNew: boolean, changes: SecretChanges): Promise<AppError | null> {
    return this.#trySecrets(id, async () => {
      if (isNew) await this.#ports.secrets.forget(id);
      if (Object.keys(changes).length > 0) await this.#ports.secrets.set(id, changes);
    });
  }

  async #trySecrets(datacenterId: DatacenterId, act: () => Promise<void>): Promise<AppError | null> {
    try {
      await act();
      return null;
    } catch (cause) {
      const id = this.#ports.logger.bug('secrets', cause, { datacenterId });
      return appError('secret/unavailable', 'the secret store failed', { id, datacenterId });
    }
  }

  async #write(book: ProfileBook): Promise<Result<null>> {
    const saved = await this.#ports.document.save(toProfilesFile(book));
    if (saved.ok) this.#book = book;
    return saved;
  }
}

/** What calls about a datacenter without a profile answer. */
export const unknownDatacenter = (datacenterId: DatacenterId): AppError =>
  appError('profile/not-found', 'no such datacenter', { datacenterId });
