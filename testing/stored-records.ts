import type { Change } from '#contract/change.ts';
import type { Volume } from '#contract/resources.ts';
import { accountIdSchema, datacenterIdSchema, volumeIdSchema } from '#contract/ids.ts';
import type { StoreBatch, StoredList, StoredRecord } from '#core/ports/store.ts';

export const osaka = datacenterIdSchema.parse('osaka');
export const tokyo = datacenterIdSchema.parse('tokyo');
const tenant = accountIdSchema.parse('a-00000001');

/** A stored volume (the smallest of the kinds that change). `kind` and `value` must agree when overridden. */
export function aStoredRecord(overrides: Partial<StoredRecord> = {}): StoredRecord {
  const id = overrides.id ?? 'vol-00000001';
  return {
    kind: 'volumes',
    datacenterId: osaka,
    id,
    owner: tenant,
    accounts: [tenant],
    fetchedAt: 1_325_376_000_000,
    changedAt: 1_325_376_000_000,
    value: aVolume({ id: volumeIdSchema.parse(id) }),
    extra: null,
    ...overrides,
  };
}

export const aVolume = (overrides: Partial<Volume> = {}): Volume => ({
  id: volumeIdSchema.parse('vol-00000001'),
  sizeMb: 1024,
  snapshotId: null,
  instanceId: null,
  state: 'available',
  createdAt: 1_325_376_000_000,
  attachedAt: null,
  detachedAt: null,
  deletedAt: null,
  ...overrides,
});

export const aStoredList = (overrides: Partial<StoredList> = {}): StoredList => ({
  datacenterId: osaka,
  kind: 'volumes',
  account: tenant,
  fetchedAt: 1_325_376_000_000,
  ownerTotal: 1,
  ...overrides,
});

export const aChange = (overrides: Partial<Change> = {}): Change => ({
  seq: 1,
  at: 1_325_376_000_000,
  since: 1_325_375_970_000,
  datacenterId: osaka,
  kind: 'volumes',
  id: 'vol-00000001',
  label: 'vol-00000001',
  what: 'changed',
  fields: [{ field: 'state', before: 'creating', after: 'available' }],
  ...overrides,
});

export const aBatch = (overrides: Partial<StoreBatch> = {}): StoreBatch => ({
  upserts: [],
  seen: [],
  removals: [],
  lists: [],
  changes: [],
  ...overrides,
});
