import { appError, type AppError } from '#contract/errors.ts';
import type { AccountId, ResourceId } from '#contract/ids.ts';
import { idPrefixes, type ResourceKind } from '#contract/resource-kind.ts';
import type { Resource } from '#contract/resources.ts';
import { err, ok, type Result } from '#contract/result.ts';
import type { DecodedRecord } from './client.ts';
import type { Decoder, Dialect } from './decoders/decoder.ts';
import { decodeHostNode } from './decoders/host-nodes.ts';
import { decodeImage } from './decoders/images.ts';
import { decodeInstanceSpec } from './decoders/instance-specs.ts';
import { decodeInstance } from './decoders/instances.ts';
import { decodeNetwork } from './decoders/networks.ts';
import { decodeSecurityGroup } from './decoders/security-groups.ts';
import { decodeSshKeyPair } from './decoders/ssh-key-pairs.ts';
import { decodeStorageNode } from './decoders/storage-nodes.ts';
import { decodeVolumeSnapshot } from './decoders/volume-snapshots.ts';
import { decodeVolume } from './decoders/volumes.ts';
import { Fields, RecordTrace } from './fields.ts';
import { canonicalJson, isJsonObject, type JsonObject, withoutSecrets } from './json.ts';

const decoders: { readonly [K in ResourceKind]: Decoder<K> } = {
  instances: decodeInstance,
  images: decodeImage,
  host_nodes: decodeHostNode,
  volumes: decodeVolume,
  volume_snapshots: decodeVolumeSnapshot,
  security_groups: decodeSecurityGroup,
  storage_nodes: decodeStorageNode,
  ssh_key_pairs: decodeSshKeyPair,
  networks: decodeNetwork,
  instance_specs: decodeInstanceSpec,
};

/**
 * Longest id of a record that Nori takes: with a datacenter's id before it, it still fits a record key. dcmgr's
 * own ids have eight characters after the prefix.
 */
const maxIdLength = 190;

/**
 * Makes a record of one document of the kind. `record/wrong-prefix` where its id is another kind's,
 * `record/malformed` with the `field` at fault where the reference promises something else; both carry the id as
 * far as it is one. Any JSON value is answered, none throws.
 */
export function decodeRecord(
  kind: ResourceKind,
  document: unknown,
  dialect: Dialect,
): Result<DecodedRecord, AppError> {
  if (!isJsonObject(document)) return err(malformed(kind, null, 'document', 'no object'));
  const { id } = document;
  if (typeof id !== 'string')
    return err(malformed(kind, null, 'id', id === undefined ? 'nothing' : typeof id));
  const prefix = idPrefixes[kind];
  if (!id.startsWith(prefix)) return err(wrongPrefix(kind, id));
  if (id.length === prefix.length || id.length > maxIdLength) {
    return err(malformed(kind, id, 'id', `${id.length} characters`));
  }
  return decodeIdentified(kind, document, id, dialect);
}

function decodeIdentified(
  kind: ResourceKind,
  document: JsonObject,
  id: ResourceId,
  dialect: Dialect,
): Result<DecodedRecord, AppError> {
  const trace = new RecordTrace(false);
  const { value, owner } = read(kind, document, id, dialect, trace);
  if (trace.problem !== null) return err(malformed(kind, id, trace.problem.field, trace.problem.found));
  const extra = trace.hasLeftover ? leftover(kind, document, id, dialect) : null;
  if (extra === undefined) return err(malformed(kind, id, 'document', 'too deep'));
  return ok({ kind, id, owner, value, extra, raw: () => withoutSecrets(document) });
}

type Reading = {
  readonly value: Resource;
  readonly owner: AccountId | null;
  readonly left: ReadonlyMap<string, unknown> | null;
};

function read(
  kind: ResourceKind,
  document: JsonObject,
  id: ResourceId,
  dialect: Dialect,
  trace: RecordTrace,
): Reading {
  const fields = new Fields(document, trace);
  fields.echo('id', id);
  fields.echo('uuid', id);
  const owner = fields.owner();
  const value = decoders[kind](fields, { id, owner, dialect });
  return { value, owner, left: fields.close() };
}

/** Reads once more, collecting what nobody asked for. Null: secrets only. Undefined: nested beyond reason. */
function leftover(kind: ResourceKind, document: JsonObject, id: ResourceId, dialect: Dialect) {
  const { left } = read(kind, document, id, dialect, new RecordTrace(true));
  if (left === null || left.size === 0) return null;
  return canonicalJson(left) ?? undefined;
}

/** An endpoint's text cut to what an error may carry. */
const cut = (text: string): string => text.slice(0, 80);

const wrongPrefix = (kind: ResourceKind, id: string): AppError =>
  appError('record/wrong-prefix', `an id among ${kind} does not begin with ${idPrefixes[kind]}`, {
    kind,
    id: cut(id),
  });

const malformed = (kind: ResourceKind, id: string | null, field: string, found: string): AppError =>
  appError('record/malformed', `${kind}: unexpected ${found} in ${field}`, {
    kind,
    id: id === null ? null : cut(id),
    field,
    found,
  });
