/** What the datacenter's database holds. `pk` is the internal key: newest first means highest `pk` first. Times in ms. */
export type Row = { readonly pk: number; readonly id: string; readonly accountId: string };
type Dated = { readonly createdAt: number; updatedAt: number };

export type Account = { readonly id: string; enabled: boolean; quotaWeight: number; quotaVolumeMb: number };

export type Arch = 'x86' | 'x86_64';

export type HostNode = Row &
  Dated & {
    name: string | null;
    readonly arch: Arch;
    readonly hypervisor: string;
    readonly cores: number;
    readonly memoryMb: number;
    status: string;
    /** Whether its agent answers; a silent one keeps its last status until the heartbeat times out. */
    alive: boolean;
    /** Counts deaths and revivals, so that a timeout of an earlier silence does nothing. */
    heartbeat: number;
    /** Jobs that reached the message queue while the agent was away. */
    readonly waitingJobs: (() => void)[];
  };

export type StorageNode = Row &
  Dated & {
    readonly spaceMb: number;
    readonly storageType: string;
    readonly exportPath: string;
    readonly snapshotPath: string;
    readonly address: string;
    status: string;
  };

export type Image = Row &
  Dated & {
    readonly source: string;
    /** Set for images that boot from a volume. */
    readonly snapshotId: string | null;
    readonly features: string | null;
    readonly arch: Arch;
    readonly description: string | null;
    readonly md5sum: string;
    readonly isPublic: boolean;
    readonly state: string;
  };

export type Spec = Row &
  Dated & {
    readonly hypervisor: string;
    readonly arch: Arch;
    readonly cores: number;
    readonly memoryMb: number;
    readonly quotaWeight: number;
    readonly vifs: string;
    readonly vifCount: number;
    readonly drives: string;
  };

export type PhysicalNetwork = Dated & {
  readonly id: number;
  readonly name: string;
  readonly interface: string | null;
  readonly description: string | null;
};

export type Network = Row &
  Dated & {
    readonly ipv4Network: string;
    readonly gateway: string | null;
    readonly prefix: number;
    readonly domain: string | null;
    readonly dns: string | null;
    readonly dhcp: string | null;
    readonly metadataServer: string | null;
    readonly metadataPort: number | null;
    readonly bandwidth: number | null;
    readonly natNetworkPk: number | null;
    readonly physical: PhysicalNetwork | null;
    readonly linkInterface: string;
    readonly description: string | null;
    /** First and last address leased to instances, as numbers. */
    readonly range: readonly [number, number];
    readonly leased: Set<number>;
    readonly tags: Set<number>;
  };

export type Tag = Row & Dated & { readonly name: string };

export type Nic = {
  readonly id: string;
  readonly networkId: string;
  address: number | null;
  readonly natNetworkId: string | null;
  natAddress: number | null;
};

export type InstanceState =
  | 'scheduling'
  | 'pending'
  | 'starting'
  | 'running'
  | 'shuttingdown'
  | 'terminated'
  | 'stopping'
  | 'stopped'
  | 'failingover';

export type Instance = Row & {
  hostId: string | null;
  readonly specId: string;
  readonly imageId: string;
  readonly cores: number;
  readonly memoryMb: number;
  readonly quotaWeight: number;
  readonly hostname: string;
  readonly haEnabled: boolean;
  state: InstanceState;
  status: 'init' | 'online' | 'offline';
  readonly createdAt: number;
  terminatedAt: number | null;
  readonly sshKeyId: string | null;
  groupIds: readonly string[];
  nics: readonly Nic[];
  volumeIds: readonly string[];
  readonly networkScheduler: string;
  /** Whether the guest's process is there. */
  guestAlive: boolean;
};

export type Volume = Row & {
  readonly sizeMb: number;
  readonly snapshotId: string | null;
  instanceId: string | null;
  state: string;
  readonly createdAt: number;
  attachedAt: number | null;
  detachedAt: number | null;
  deletedAt: number | null;
  storageNodeId: string | null;
  readonly boot: boolean;
  guestDevice: string | null;
};

export type Snapshot = Row & {
  readonly sizeMb: number;
  readonly volumeId: string;
  state: string;
  readonly destination: string;
  readonly storageNodeId: string | null;
  readonly backingStore: string;
  readonly createdAt: number;
  deletedAt: number | null;
};

export type SecurityGroup = Row & Dated & { description: string | null; rule: string };

export type KeyPair = Row &
  Dated & {
    description: string | null;
    readonly publicKey: string;
    readonly fingerPrint: string;
    readonly privateKey: string | null;
  };
