import { describe, expect, it } from 'vitest';
import type { RowOf } from '#contract/inventory.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { templateSchema } from '#contract/template.ts';
import { aDatacenterStatus, anInstanceRow, aProfileView } from '#contract/testing/builders.ts';
import { launchInventory } from '../../testing/launch-inventory.ts';
import { alternativesFor } from './alternatives.ts';
import { holding } from './carried.ts';
import { carryOn, carryOver, fromInstance, fromTemplate, resourcesOf, toTemplate } from './carry-over.ts';
import type { Catalogue } from './catalogue.ts';
import { emptyDraft, type LaunchDraft } from './draft.ts';

/** A datacenter's catalogue, as the stores would make it. */
function aCatalogue(id: string, suffix = '', changes: Partial<Catalogue> = {}): Catalogue {
  const rows = launchInventory(id, suffix);
  const of = <K extends Exclude<ResourceKind, 'instances'>>(kind: K) =>
    ((rows[kind] ?? []) as RowOf<K>[]).map((row) => row.value);
  return {
    profile: aProfileView({ id, accounts: [{ id: 'a-shpoolxx' }] }).profile,
    status: aDatacenterStatus(id),
    images: of('images'),
    specs: of('instance_specs'),
    networks: of('networks'),
    groups: of('security_groups'),
    keys: of('ssh_key_pairs'),
    hosts: of('host_nodes'),
    guests: [],
    ...changes,
  } as Catalogue;
}

const full = {
  ...emptyDraft,
  place: { datacenterId: 'tokyo', account: 'a-shpoolxx' },
  imageId: 'wmi-lucid5',
  specId: 'is-small',
  networkId: 'nw-demo1',
  groupIds: ['sg-web'],
  keyId: 'ssh-laptop',
  hostNodeId: 'hn-1',
  hostname: 'web-{n}',
  count: 3,
  userData: 'secret',
} as unknown as LaunchDraft; // ids of the inventory above

const replaced = (kind: ResourceKind, id: string, description: string, suffix: string) => ({
  kind: 'replaced',
  was: { kind, id, description },
  by: `${id}${suffix}`,
});

describe('choices in another datacenter', () => {
  it('are found by their words where ids differ, except the host', () => {
    const from = aCatalogue('tokyo');
    const to = aCatalogue('osaka', 'o');

    const carried = carryOver(full, resourcesOf(full, from), { to, isSameDatacenter: false });

    expect(carried).toEqual({
      draft: {
        ...full,
        imageId: 'wmi-lucid5o',
        specId: 'is-smallo',
        networkId: 'nw-demo1o',
        groupIds: ['sg-webo'],
        keyId: 'ssh-laptopo',
        hostNodeId: null,
      },
      missing: [],
      notes: [
        replaced('images', 'wmi-lucid5', 'Ubuntu 10.04', 'o'),
        replaced('instance_specs', 'is-small', 'kvm x86_64 1 × 512 MB', 'o'),
        replaced('networks', 'nw-demo1', 'inside', 'o'),
        replaced('security_groups', 'sg-web', 'web', 'o'),
        replaced('ssh_key_pairs', 'ssh-laptop', 'laptop', 'o'),
      ],
    });
  });

  it('are asked for where nothing there has their words, even under the same id', () => {
    const from = aCatalogue('tokyo');
    const to = aCatalogue('osaka');
    const other = to.images.map((image) => ({ ...image, description: `not ${image.description ?? ''}` }));

    const carried = carryOver(full, resourcesOf(full, from), {
      to: { ...to, images: other },
      isSameDatacenter: false,
    });

    expect(carried.draft.imageId).toBeNull();
    expect(carried.missing).toEqual([
      { kind: 'images', id: 'wmi-lucid5', description: 'Ubuntu 10.04', why: 'gone' },
    ]);
  });

  it('that were missing are sought in the next, and what is forgotten stays so', () => {
    const to = aCatalogue('osaka', 'o');
    const web = { kind: 'security_groups', id: 'sg-web', description: 'web', why: 'gone' } as const;
    const image = { kind: 'images', id: 'wmi-lucid5', description: 'Ubuntu 10.04', why: 'gone' } as const;
    const forgotten = { kind: 'security_groups', why: 'forgotten' } as const;
    const held = {
      draft: { ...full, imageId: null, groupIds: [] },
      missing: [web, image, forgotten],
      notes: [{ kind: 'unknown', field: 'userData' }],
    } as const;

    const carried = carryOn(held, { place: full.place, from: aCatalogue('kobe', 'k'), to });

    expect(carried.draft).toMatchObject({ imageId: 'wmi-lucid5o', groupIds: ['sg-webo'] });
    expect(carried.missing).toContainEqual(forgotten);
    expect(carried.missing).not.toContainEqual(web);
    expect(carried.notes).toContainEqual({ kind: 'unknown', field: 'userData' });
  });
});

describe('groups and keys of the same words', () => {
  const from = aCatalogue('tokyo');
  const osaka = aCatalogue('osaka', 'o');
  const ofOthers = <T extends { readonly id: string }>(records: readonly T[]) =>
    records.map((record) => ({ ...record, id: `${record.id}x`, accountId: 'a-other' }) as T);

  it('are the launching account’s own, not another’s that comes first', () => {
    const to = {
      ...osaka,
      groups: [...ofOthers(osaka.groups), ...osaka.groups],
      keys: [...ofOthers(osaka.keys), ...osaka.keys],
    };

    const { draft } = carryOver(full, resourcesOf(full, from), { to, isSameDatacenter: false });

    expect([draft.groupIds, draft.keyId]).toEqual([['sg-webo'], 'ssh-laptopo']);
  });

  it('that belong to others are asked for: who holds the key gets in', () => {
    const to = { ...osaka, groups: ofOthers(osaka.groups), keys: ofOthers(osaka.keys) };

    const { draft, missing } = carryOver(full, resourcesOf(full, from), { to, isSameDatacenter: false });

    expect([draft.groupIds, draft.keyId]).toEqual([[], null]);
    expect(missing.map((one) => one.why !== 'forgotten' && one.id).sort()).toEqual(['sg-web', 'ssh-laptop']);
  });
});

describe('several that are described alike', () => {
  const from = aCatalogue('tokyo');
  const twice = <T extends { readonly id: string }>(records: readonly T[]) =>
    records.flatMap((record) => [record, { ...record, id: `${record.id}2` } as T]);
  const there = aCatalogue('osaka', 'o');
  const to = { ...there, images: twice(there.images), groups: twice(there.groups) };

  it('are not chosen among: which is meant only a person knows', () => {
    const carried = carryOver(full, resourcesOf(full, from), { to, isSameDatacenter: false });

    expect(carried.draft).toMatchObject({ imageId: null, groupIds: [] });
    expect(carried.missing).toEqual([
      { kind: 'images', id: 'wmi-lucid5', description: 'Ubuntu 10.04', why: 'alike' },
      { kind: 'security_groups', id: 'sg-web', description: 'web', why: 'alike' },
    ]);
  });

  it('are not chosen among in the datacenter of a template either', () => {
    const saved = toTemplate(full, { id: 'one', name: 'Web', savedAt: 1, keepUserData: false }, from);

    const carried = fromTemplate(templateSchema.parse(saved), { ...from, groups: twice(there.groups) });

    expect(carried.draft.groupIds).toEqual([]);
    expect(carried.missing).toMatchObject([{ id: 'sg-web', why: 'alike' }]);
  });

  it('are of no matter where the very one is among them', () => {
    const here = { ...from, images: twice(from.images), groups: twice(from.groups) };

    const carried = carryOver(full, resourcesOf(full, from), { to: here, isSameDatacenter: true });

    expect(carried).toEqual({ draft: full, missing: [], notes: [] });
  });
});

describe('a template', () => {
  const given = { id: 'one', name: 'Web', savedAt: 1, keepUserData: false };

  it('is what was chosen, and leads back to it; user data is kept only when asked for', () => {
    const catalogue = aCatalogue('tokyo');
    const template = toTemplate(full, given, catalogue);

    const read = fromTemplate(templateSchema.parse(template), catalogue);

    expect(read).toEqual({ draft: { ...full, userData: '' }, missing: [], notes: [] });
    const kept = toTemplate(full, { ...given, keepUserData: true }, catalogue);
    expect(kept?.parameters.userData).toBe('secret');
  });

  it('finds what was made anew under another id by its words', () => {
    const template = templateSchema.parse(toTemplate(full, given, aCatalogue('tokyo')));

    const read = fromTemplate(template, aCatalogue('tokyo', 'new'));

    expect(read.draft).toMatchObject({ imageId: 'wmi-lucid5new', groupIds: ['sg-webnew'] });
    expect(read.missing).toEqual([]);
    expect(holding(read.notes, read.draft)).toContainEqual(
      replaced('security_groups', 'sg-web', 'web', 'new'),
    );
    expect(holding(read.notes, { ...read.draft, groupIds: [] })).not.toContainEqual(
      replaced('security_groups', 'sg-web', 'web', 'new'),
    );
  });
});

describe('more like an instance', () => {
  it.each([
    ['web-02', 'web-{n:2}', 3],
    ['web9', 'web{n}', 10],
    ['mail', '', 1],
    ['2012', '', 1],
  ])('named %s is named %s', (hostname, pattern, first) => {
    const { draft } = fromInstance(anInstanceRow({ hostname, securityGroupIds: [] }), aCatalogue('tokyo'));

    expect(draft).toMatchObject({ hostname: pattern, first, imageId: 'wmi-lucid5', specId: 'is-small' });
  });

  it('takes no name from one that is named after its id', () => {
    const row = anInstanceRow({ id: 'i-abc00012', hostname: 'abc00012' });

    expect(fromInstance(row, aCatalogue('tokyo')).draft.hostname).toBe('');
  });

  it('asks for the groups of one that is terminated, since dcmgr has forgotten them', () => {
    const had = (state: string, securityGroupIds: readonly string[] = []) =>
      fromInstance(anInstanceRow({ state, securityGroupIds }), aCatalogue('tokyo')).missing;

    expect(had('terminated')).toEqual([{ kind: 'security_groups', why: 'forgotten' }]);
    expect(had('terminated', ['sg-web'])).toEqual([]);
    expect(had('running')).toEqual([]);
  });

  it('says what no instance tells of its launch, until something else is chosen', () => {
    const { draft, notes } = fromInstance(anInstanceRow(), aCatalogue('tokyo'));
    const fields = (changed: LaunchDraft) =>
      holding(notes, changed).map((note) => note.kind === 'unknown' && note.field);

    expect(fields(draft)).toEqual(['networkScheduler', 'hostNodeId', 'userData']);
    expect(fields({ ...draft, networkScheduler: 'nat' })).toEqual(['hostNodeId', 'userData']);
  });
});

describe('where instances can run', () => {
  it('tells the roomiest datacenter first, and why one can take none', () => {
    const tokyo = aCatalogue('tokyo', '', {
      guests: [anInstanceRow({ memoryMb: 7_680, hostNodeId: 'hn-1' })],
    });
    const osaka = aCatalogue('osaka', 'o');
    const kobe = aCatalogue('kobe', '', { specs: [] });
    const nara = aCatalogue('nara', '', {
      profile: aProfileView({ id: 'nara', safety: 'read-only' }).profile,
    });
    const [spec] = tokyo.specs;
    if (spec === undefined) throw new Error('no spec');

    const found = alternativesFor(spec, [kobe, tokyo, nara, osaka]);

    expect(
      found.map(({ datacenterId, room, obstacle }) => [datacenterId, room?.total ?? null, obstacle]),
    ).toEqual([
      ['osaka', 8, null],
      ['tokyo', 1, null],
      ['nara', 8, 'read-only'],
      ['kobe', null, null],
    ]);
  });
});
