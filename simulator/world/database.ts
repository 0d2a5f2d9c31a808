import type { Configuration } from './configuration.ts';
import type {
  Account,
  HostNode,
  Image,
  Instance,
  KeyPair,
  Network,
  SecurityGroup,
  Snapshot,
  Spec,
  StorageNode,
  Tag,
  Volume,
} from './records.ts';
import type { Random } from './random.ts';
import { Table } from './table.ts';

export const SYSTEM_ACCOUNT = 'a-00000000';
export const SHARED_ACCOUNT = 'a-shpoolxx';

/** Everything the datacenter remembers. */
export class Database {
  readonly accounts = new Map<string, Account>();
  readonly hostNodes = new Table<HostNode>('hn');
  readonly storageNodes = new Table<StorageNode>('sn');
  readonly images = new Table<Image>('wmi');
  readonly specs = new Table<Spec>('is');
  readonly networks = new Table<Network>('nw');
  readonly tags = new Table<Tag>('tag');
  readonly instances = new Table<Instance>('i');
  readonly volumes = new Table<Volume>('vol');
  readonly snapshots = new Table<Snapshot>('snap');
  readonly securityGroups = new Table<SecurityGroup>('sg');
  readonly keyPairs = new Table<KeyPair>('ssh');
  readonly #configuration: Configuration;
  readonly #random: Random;

  constructor(configuration: Configuration, random: Random) {
    this.#configuration = configuration;
    this.#random = random;
    for (const id of [SYSTEM_ACCOUNT, SHARED_ACCOUNT]) this.account(id);
  }

  /** The account of this id, created on the spot when there is none: dcmgr does so by any request, even a GET. */
  account(id: string): Account {
    const known = this.accounts.get(id);
    if (known !== undefined) return known;
    const account: Account = {
      id,
      enabled: true,
      quotaWeight: this.#configuration.instanceQuotaWeight,
      quotaVolumeMb: this.#configuration.volumeQuotaMb,
    };
    this.accounts.set(id, account);
    return account;
  }

  /** An id that no row of the table has. */
  newId(table: { readonly prefix: string; get(id: string): unknown }): string {
    for (;;) {
      const id = `${table.prefix}-${this.#random.token(8)}`;
      if (table.get(id) === undefined) return id;
    }
  }

  newNicId(): string {
    return `vif-${this.#random.token(8)}`;
  }

  volumesOf(instance: Instance): Volume[] {
    return instance.volumeIds.flatMap((id) => this.volumes.get(id) ?? []);
  }
}

export const isLive = (instance: Instance): boolean => instance.state !== 'terminated';
