import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { ResourceOf } from '#contract/resources.ts';
import type { Fields } from '../fields.ts';

/** `owner_total` says 11.12, `total` a later one (reference §12). */
export type Dialect = '11.12' | '12.03';

/** What is known of a record before its own fields are read. */
export type Identity = {
  readonly id: ResourceId;
  /** `account_id`, where the document has one. */
  readonly owner: AccountId | null;
  readonly dialect: Dialect;
};

/** Makes a domain record of a document. Its result counts only if the fields' trace found no problem. */
export type Decoder<K extends ResourceKind> = (fields: Fields, identity: Identity) => ResourceOf<K>;

/** The owner of a kind whose documents name one in every dialect. */
export const requiredOwner = (fields: Fields, { owner }: Identity): AccountId =>
  owner ?? fields.refuse('account_id', noOwner);

/**
 * The owner of host and storage nodes: later dialects bind them to no account, which is the empty string here
 * and null in the record.
 */
export const ownerIfAny = (fields: Fields, { owner }: Identity): AccountId =>
  owner ?? (fields.has('account_id') ? fields.refuse('account_id', noOwner) : noOwner);

const noOwner = '' as AccountId; // the brand has no empty value; stands for "none" as said above
