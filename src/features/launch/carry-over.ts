import type { AccountId } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { LaunchParameters } from '#contract/operation.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { InstanceSpec } from '#contract/resources.ts';
import type { Template, TemplateResource } from '#contract/template.ts';
import { type Carried, type CarriedNote, type Missing, untoldOfInstances } from './carried.ts';
import type { Catalogue } from './catalogue.ts';
import {
  emptyDraft,
  type LaunchDraft,
  type LaunchPlace,
  namedBy,
  parametersOf,
  singleFields,
} from './draft.ts';

/** What a spec is: equal facts make equal specs, whatever their ids. */
export const specFacts = ({ hypervisor, arch, cpuCores, memoryMb }: InstanceSpec): string =>
  `${hypervisor} ${arch} ${String(cpuCores)} × ${String(memoryMb)} MB`;

/** Something to choose, with the words by which it is known again where ids differ, and whose it is. */
type Described = TemplateResource & { readonly accountId: string };

function describe(catalogue: Catalogue): readonly Described[] {
  const { images, specs, networks, groups, keys, hosts } = catalogue;
  type Owned = { readonly id: string; readonly accountId: string };
  const named =
    (kind: ResourceKind) =>
    ({ id, accountId, description }: Owned & { readonly description: string | null }): Described => ({
      kind,
      id,
      accountId,
      description: (description ?? '').slice(0, 255),
    });
  return [
    ...images.map(named('images')),
    ...specs.map((spec) => named('instance_specs')({ ...spec, description: specFacts(spec) })),
    ...networks.map(named('networks')),
    ...groups.map(named('security_groups')),
    ...keys.map(named('ssh_key_pairs')),
    ...hosts.map((host) => named('host_nodes')({ ...host, description: host.name })),
  ];
}

/** The resources that a draft names, with their words: what a template keeps. */
export function resourcesOf(draft: LaunchDraft, catalogue: Catalogue): readonly TemplateResource[] {
  const known = describe(catalogue);
  return namedBy(draft).map(({ kind, id }) => {
    const found = known.find((one) => one.kind === kind && one.id === id);
    return { kind, id, description: found?.description ?? '' };
  });
}

/**
 * Finds what a draft names in a catalogue, for the account of its place. In the datacenter it comes from an id is
 * the thing itself; elsewhere the same words are, since ids say nothing there. Nothing makes words unique (reference
 * §9.6): none is chosen among several, and what is taken instead of another is told. Hosts are never carried to
 * another datacenter.
 */
export function carryOver(
  draft: LaunchDraft,
  resources: readonly TemplateResource[],
  { to, isSameDatacenter }: { readonly to: Catalogue; readonly isSameDatacenter: boolean },
): Carried {
  const known = describe(to);
  const account = draft.place?.account ?? null;
  const missing: Missing[] = [];
  const notes: CarriedNote[] = [];
  const find = <I extends string>(kind: ResourceKind, id: I): I | null => {
    const named = resources.find((one) => one.kind === kind && one.id === id);
    const was = { kind, id, description: named?.description ?? '' };
    const found = counterpart(was, known, { account, isSameDatacenter });
    if (found.kind !== 'found') {
      missing.push({ ...was, why: found.kind });
      return null;
    }
    if (found.id !== id) notes.push({ kind: 'replaced', was, by: found.id });
    return found.id as I; // an id of the same kind
  };
  const one = <I extends string>(kind: ResourceKind, id: I | null) => (id === null ? null : find(kind, id));
  const carried: LaunchDraft = {
    ...draft,
    imageId: one('images', draft.imageId),
    specId: one('instance_specs', draft.specId),
    networkId: one('networks', draft.networkId),
    groupIds: [...new Set(draft.groupIds.flatMap((id) => find('security_groups', id) ?? []))],
    keyId: one('ssh_key_pairs', draft.keyId),
    hostNodeId: isSameDatacenter ? one('host_nodes', draft.hostNodeId) : null,
  };
  return { draft: carried, missing, notes };
}

/** What was carried once, on to another datacenter: what was missing may be there. */
export function carryOn(
  held: Carried,
  {
    place,
    from,
    to,
  }: { readonly place: LaunchPlace | null; readonly from: Catalogue; readonly to: Catalogue },
): Carried {
  const sought = held.missing.filter((one) => one.why !== 'forgotten');
  const resources = [...sought, ...resourcesOf(held.draft, from)];
  const whole = { ...sought.reduce(withResource, held.draft), place };
  const { draft, missing, notes } = carryOver(whole, resources, { to, isSameDatacenter: false });
  const forgotten = held.missing.filter(({ why }) => why === 'forgotten');
  const untold = held.notes.filter((note) => note.kind === 'unknown');
  return { draft, missing: [...missing, ...forgotten], notes: [...notes, ...untold] };
}

function withResource(draft: LaunchDraft, { kind, id }: TemplateResource): LaunchDraft {
  const field = singleFields.find(([, of]) => of === kind)?.[0];
  const change = field === undefined ? { groupIds: [...draft.groupIds, id] } : { [field]: id };
  return { ...draft, ...change } as LaunchDraft; // an id of the field's kind
}

/** Everybody calls a group `default` and a key `laptop`: only the launching account's own can be meant. */
const isPersonal: ReadonlySet<ResourceKind> = new Set(['security_groups', 'ssh_key_pairs']);

type Counterpart = { readonly kind: 'found'; readonly id: string } | { readonly kind: 'gone' | 'alike' };

function counterpart(
  wanted: TemplateResource,
  known: readonly Described[],
  { account, isSameDatacenter }: { readonly account: string | null; readonly isSameDatacenter: boolean },
): Counterpart {
  const ofKind = known.filter(({ kind }) => kind === wanted.kind);
  if (isSameDatacenter && ofKind.some(({ id }) => id === wanted.id)) return { kind: 'found', id: wanted.id };
  const fitting = ofKind.filter(
    ({ description, accountId }) =>
      description !== '' &&
      description === wanted.description &&
      (accountId === account || !isPersonal.has(wanted.kind)),
  );
  // The one of the same name and id, before others of the same name.
  const found = fitting.find(({ id }) => id === wanted.id) ?? fitting[0];
  if (found === undefined) return { kind: 'gone' };
  const isSure = found.id === wanted.id || fitting.length === 1;
  return isSure ? { kind: 'found', id: found.id } : { kind: 'alike' };
}

/** The account to go on with elsewhere: the same where the profile has it. */
export const accountIn = (
  { profile }: Pick<Catalogue, 'profile'>,
  account: string | null,
): AccountId | null =>
  (profile.accounts.find(({ id }) => (id as string) === account) ?? profile.accounts[0])?.id ?? null;

/** A template, opened in its datacenter. */
export function fromTemplate(template: Template, catalogue: Catalogue): Carried {
  const { datacenterId, parameters, count } = template;
  const account = accountIn(catalogue, template.account);
  const draft = {
    ...draftOf(parameters),
    place: account === null ? null : { datacenterId, account },
    count,
  };
  return carryOver(draft, template.resources, { to: catalogue, isSameDatacenter: true });
}

const draftOf = (parameters: LaunchParameters): LaunchDraft => ({
  ...emptyDraft,
  imageId: parameters.imageId,
  specId: parameters.instanceSpecId,
  networkId: parameters.networkId,
  networkScheduler: parameters.networkScheduler ?? '',
  groupIds: parameters.securityGroupIds,
  keyId: parameters.sshKeyPairId,
  hostname: parameters.hostname ?? '',
  hostNodeId: parameters.hostNodeId,
  haEnabled: parameters.haEnabled,
  userData: parameters.userData,
});

/** A launch like an instance, as far as dcmgr shows how that was launched. */
export function fromInstance(row: InstanceRow, catalogue: Catalogue): Carried {
  const account = accountIn(catalogue, row.owner ?? row.accounts[0] ?? null);
  const draft = {
    ...emptyDraft,
    place: account === null ? null : { datacenterId: row.datacenterId, account },
    imageId: row.imageId,
    specId: row.instanceSpecId === '' ? null : row.instanceSpecId,
    groupIds: row.securityGroupIds,
    keyId: row.sshKeyPairId,
    hostname: nextPattern(row.hostname, row.id),
    haEnabled: row.haEnabled,
  } as LaunchDraft; // ids as dcmgr wrote them in this very datacenter
  const first = Number(/(\d+)$/.exec(row.hostname)?.[1] ?? '0') + 1;
  const isNumbered = draft.hostname.includes('{n');
  const carried = carryOver({ ...draft, first: isNumbered ? first : 1 }, [], {
    to: catalogue,
    isSameDatacenter: true,
  });
  const forgotten: readonly Missing[] =
    row.state === 'terminated' && row.securityGroupIds.length === 0
      ? [{ kind: 'security_groups', why: 'forgotten' }]
      : [];
  return { ...carried, missing: [...carried.missing, ...forgotten], notes: untoldOfInstances };
}

/** `web-03` goes on as `web-{n:2}`; a name after the id or without a number tells nothing about the next. */
function nextPattern(hostname: string, id: string): string {
  const digits = /\d{1,6}$/.exec(hostname)?.[0];
  if (digits === undefined || hostname === id.slice(2) || hostname.length === digits.length) return '';
  const width = digits.startsWith('0') ? `:${String(digits.length)}` : '';
  return `${hostname.slice(0, -digits.length)}{n${width}}`;
}

/** A draft as a template keeps it; null while it names no image or spec. */
export function toTemplate(
  draft: LaunchDraft,
  given: {
    readonly id: string;
    readonly name: string;
    readonly savedAt: number;
    readonly keepUserData: boolean;
  },
  catalogue: Catalogue,
): Template | null {
  const hostname = draft.hostname.trim();
  const parameters = parametersOf(draft, hostname === '' ? null : hostname);
  if (parameters === null || draft.place === null) return null;
  const { keepUserData, ...rest } = given;
  return {
    ...rest,
    ...draft.place,
    parameters: keepUserData ? parameters : { ...parameters, userData: '' },
    count: draft.count,
    resources: resourcesOf(draft, catalogue),
  };
}
