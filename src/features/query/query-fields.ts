import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { Field } from '#contract/query/compile.ts';
import { instanceFields, type NameLookup } from '#contract/query/instance-fields.ts';
import type { FieldName } from '#contract/query/syntax.ts';
import type { InstanceNames } from '../../names/use-instance-names.ts';

/** The page's names as the query language asks for them. */
export const lookupOf = (names: InstanceNames): NameLookup => ({
  datacenter: (row) => names.datacenter(row.datacenterId),
  account: (row) => names.account(row),
  host: ({ datacenterId, hostNodeId }) => (hostNodeId === null ? null : names.host(datacenterId, hostNodeId)),
  image: (row) => names.image(row),
  networks: ({ datacenterId, networkIds }) =>
    networkIds.flatMap((id) => names.network(datacenterId, id) ?? []),
  groups: ({ datacenterId, securityGroupIds }) =>
    securityGroupIds.flatMap((id) => names.group(datacenterId, id) ?? []),
});

/** The fields of the query language. Rows do not change when they are seen again, so that is asked elsewhere. */
export const queryFields = (
  names: InstanceNames,
  seenAt: (key: RecordKey) => number,
): readonly Field<InstanceRow>[] =>
  instanceFields(lookupOf(names)).map((field) =>
    field.name === 'seen' && field.type === 'age'
      ? { ...field, read: (row, now) => now - seenAt(row.key) }
      : field,
  );

const nameless: NameLookup = {
  datacenter: () => null,
  account: () => null,
  host: () => null,
  image: () => null,
  networks: () => [],
  groups: () => [],
};

/** What the fields are called and hold, which is all that reading a query takes. */
export const fieldNames: readonly FieldName[] = instanceFields(nameless);
