import type { AccountId, DatacenterId, ResourceId } from '#contract/ids.ts';
import { type ResourceKind, resourceKinds } from '#contract/resource-kind.ts';
import type { DecodedRecord } from '../dcmgr/client.ts';
import type { Clock } from '../ports/clock.ts';
import type { StoredList, StoredRecord } from '../ports/store.ts';
import type { ChangeDraft } from '../timeline/change-draft.ts';
import { appeared, changed, disappeared } from '../timeline/change-draft.ts';
import { Departures } from './departures.ts';
import { equalContents } from './equal-contents.ts';
import { accountToShow, type HeldRecord, isInTransition, ownerOf } from './held-record.ts';
import { type BatchDraft, emptyDraft, type InventoryBatch, isEmptyDraft } from './inventory-batch.ts';
import type { InventoryFeed, Observation, SweptList } from './observations.ts';
import { internList, shared } from './sharing.ts';

export type DatacenterInventoryPorts = {
  readonly clock: Pick<Clock, 'now'>;
  /** Takes what a call changed, at the end of the call. */
  readonly commit: (batch: InventoryBatch) => void;
  /** Gives a change its place in the timeline. */
  readonly number: (draft: ChangeDraft) => InventoryBatch['changes'][number];
};

/**
 * The records of one datacenter, as last read. Memory is the truth: the store follows and may lag behind when it
 * fails. After `close` nothing changes any more, whatever still arrives.
 */
export class DatacenterInventory implements InventoryFeed {
  readonly datacenterId: DatacenterId;
  readonly #ports: DatacenterInventoryPorts;
  readonly #records = new Map<ResourceKind, Map<ResourceId, HeldRecord>>(
    resourceKinds.map((kind) => [kind, new Map()]),
  );
  readonly #lists = new Map<string, StoredList>();
  readonly #departures = new Departures();
  readonly #inTransition = new Set<ResourceId>();
  #isClosed = false;

  constructor(datacenterId: DatacenterId, ports: DatacenterInventoryPorts) {
    this.datacenterId = datacenterId;
    this.#ports = ports;
  }

  /** Every record of a kind, in no order. */
  records(kind: ResourceKind): Iterable<HeldRecord> {
    return this.#shelf(kind).values();
  }

  record(kind: ResourceKind, id: ResourceId): HeldRecord | undefined {
    return this.#shelf(kind).get(id);
  }

  count(kind: ResourceKind): number {
    return this.#shelf(kind).size;
  }

  /** Takes back a record from the store, without telling anybody. */
  restore(record: StoredRecord): void {
    this.#put({
      kind: record.kind,
      datacenterId: this.datacenterId,
      id: record.id,
      owner: record.owner,
      accounts: internList(record.accounts),
      fetchedAt: record.fetchedAt,
      changedAt: record.changedAt,
      value: shared(record.kind, record.id, record.value),
      extra: record.extra,
    });
  }

  restoreList(list: StoredList): void {
    // Time 0 marks the list of an account that left: it was never swept, as far as a later return is concerned.
    if (list.fetchedAt > 0) this.#lists.set(listName(list.kind, list.account), list);
  }

  observe(observation: Observation): void {
    if (this.#isClosed) return;
    const draft = emptyDraft();
    const now = this.#ports.clock.now();
    for (const decoded of observation.records) this.#observeOne(decoded, observation, now, draft);
    this.#commit(observation.kind, draft);
  }

  swept({ kind, account, startedAt, ownerTotal }: SweptList): void {
    if (this.#isClosed) return;
    const list = { datacenterId: this.datacenterId, kind, account, fetchedAt: startedAt, ownerTotal };
    this.#lists.set(listName(kind, account), list);
    this.#departures.forgetBefore(kind, account, startedAt);
    this.#commit(kind, { ...emptyDraft(), lists: [list] });
  }

  left(kind: ResourceKind, account: AccountId, ids: readonly ResourceId[], at: number): void {
    if (this.#isClosed) return;
    const draft = emptyDraft();
    for (const id of ids) {
      this.#departures.note(kind, account, id, at);
      const record = this.#shelf(kind).get(id);
      if (record?.accounts.includes(account) !== true) continue;
      const rest = this.#withoutAccounts(record, (other) => other !== account, draft);
      if (rest === null) draft.changes.push(this.#ports.number(disappeared(record, at)));
    }
    this.#commit(kind, draft);
  }

  /**
   * Keeps only what these accounts list: the profile has dropped the others. No news for the timeline, since
   * nothing happened in the datacenter; and should an account return, its lists start anew.
   */
  keepAccounts(accounts: ReadonlySet<AccountId>): void {
    for (const kind of resourceKinds) {
      const draft = emptyDraft();
      for (const record of this.#shelf(kind).values()) {
        if (!record.accounts.every((account) => accounts.has(account)))
          this.#withoutAccounts(record, (account) => accounts.has(account), draft);
      }
      for (const list of this.#lists.values()) {
        if (list.kind !== kind || accounts.has(list.account)) continue;
        this.#lists.delete(listName(kind, list.account));
        this.#departures.forgetBefore(kind, list.account, Infinity);
        draft.lists.push({ ...list, fetchedAt: 0, ownerTotal: 0 });
      }
      this.#commit(kind, draft);
    }
  }

  /** Ends it; answers, by kind, the records that go with it. */
  close(): readonly InventoryBatch[] {
    this.#isClosed = true;
    return resourceKinds.map((kind) => ({
      ...emptyDraft(),
      datacenterId: this.datacenterId,
      kind,
      removals: [...this.#shelf(kind).values()],
    }));
  }

  idsListedBy(kind: ResourceKind, account: AccountId): ReadonlySet<ResourceId> {
    const ids = new Set<ResourceId>();
    for (const record of this.#shelf(kind).values())
      if (record.accounts.includes(account)) ids.add(record.id);
    return ids;
  }

  sweptAt(kind: ResourceKind, account: AccountId) {
    const list = this.#lists.get(listName(kind, account));
    return list === undefined ? null : { at: list.fetchedAt, ownerTotal: list.ownerTotal };
  }

  inTransition() {
    return [...this.#inTransition].flatMap((id) => {
      const account = this.accountFor('instances', id);
      return account === null ? [] : [{ id, account }];
    });
  }

  accountFor(kind: ResourceKind, id: ResourceId): AccountId | null {
    const record = this.#shelf(kind).get(id);
    return record === undefined ? null : accountToShow(record);
  }

  #observeOne(decoded: DecodedRecord, observation: Observation, now: number, draft: BatchDraft): void {
    const { kind, at } = observation;
    const listedBy = this.#provenMember(decoded.id, observation, now);
    const held = this.#shelf(kind).get(decoded.id);
    // A show proves no membership, and what no account lists is not held.
    if (held === undefined && listedBy === null) return;
    if (held === undefined) this.#add(decoded, { ...observation, listedBy }, draft);
    // Not newer, unless the date of what is held lies ahead: then somebody has set this machine's clock back.
    else if (at < held.fetchedAt && held.fetchedAt <= now) this.#addMembership(held, listedBy, draft);
    else this.#compare(held, decoded, { listedBy, at }, draft);
  }

  /** The listing account, unless the record has left its list since. */
  #provenMember(id: ResourceId, { kind, listedBy, at }: Observation, now: number): AccountId | null {
    if (listedBy === null) return null;
    const leftAt = this.#departures.leftAt(kind, listedBy, id);
    // A departure dated ahead was noted before somebody set the clock back: it decides nothing.
    return leftAt === null || at > leftAt || leftAt > now ? listedBy : null;
  }

  #add(decoded: DecodedRecord, observation: Observation, draft: BatchDraft): void {
    const { kind, at, listedBy, baseline } = observation;
    const accounts = listedBy === null ? [] : [listedBy];
    const record = this.#put({
      kind,
      datacenterId: this.datacenterId,
      id: decoded.id,
      owner: ownerOf(kind, decoded.owner, listedBy, null),
      accounts: internList(accounts),
      fetchedAt: at,
      changedAt: at,
      value: shared(kind, decoded.id, decoded.value),
      extra: decoded.extra,
    });
    draft.upserts.push({ record, raw: decoded.raw });
    if (baseline) return;
    const since = listedBy === null ? null : (this.sweptAt(kind, listedBy)?.at ?? null);
    draft.changes.push(this.#ports.number(appeared(record, since)));
  }

  #compare(
    held: HeldRecord,
    decoded: DecodedRecord,
    { listedBy, at }: Pick<Observation, 'listedBy' | 'at'>,
    draft: BatchDraft,
  ): void {
    const accounts = withAccount(held.accounts, listedBy);
    const owner = ownerOf(held.kind, decoded.owner, listedBy, held.owner);
    const isSame = held.extra === decoded.extra && equalContents(held.kind, held.value, decoded.value);
    if (isSame && accounts === held.accounts && owner === held.owner) {
      if (at === held.fetchedAt) return;
      held.fetchedAt = at;
      draft.seen.push(held);
      return;
    }
    const contents = isSame
      ? held
      : { value: shared(held.kind, held.id, decoded.value), extra: decoded.extra, changedAt: at };
    const { value, extra, changedAt } = contents;
    const record = this.#put({ ...held, owner, accounts, value, extra, changedAt, fetchedAt: at });
    draft.upserts.push({ record, raw: decoded.raw });
    const change = isSame ? null : changed(held, record);
    if (change !== null) draft.changes.push(this.#ports.number(change));
  }

  /** An answer older than what is held still proves that the account lists the record. */
  #addMembership(held: HeldRecord, listedBy: AccountId | null, draft: BatchDraft): void {
    const accounts = withAccount(held.accounts, listedBy);
    const owner = ownerOf(held.kind, held.owner, listedBy, null);
    if (accounts === held.accounts && owner === held.owner) return;
    draft.upserts.push({ record: this.#put({ ...held, accounts, owner }), raw: null });
  }

  /** Null when no account lists the record any more: it is gone then. */
  #withoutAccounts(
    held: HeldRecord,
    stays: (account: AccountId) => boolean,
    draft: BatchDraft,
  ): HeldRecord | null {
    const accounts = held.accounts.filter(stays);
    if (accounts.length === 0) {
      this.#shelf(held.kind).delete(held.id);
      if (held.kind === 'instances') this.#inTransition.delete(held.id);
      draft.removals.push(held);
      return null;
    }
    const record = this.#put({ ...held, accounts: internList(accounts) });
    draft.upserts.push({ record, raw: null });
    return record;
  }

  #put(record: HeldRecord): HeldRecord {
    this.#shelf(record.kind).set(record.id, record);
    if (isInTransition(record)) this.#inTransition.add(record.id);
    else if (record.kind === 'instances') this.#inTransition.delete(record.id);
    return record;
  }

  #commit(kind: ResourceKind, draft: BatchDraft): void {
    if (!isEmptyDraft(draft)) this.#ports.commit({ datacenterId: this.datacenterId, kind, ...draft });
  }

  #shelf(kind: ResourceKind): Map<ResourceId, HeldRecord> {
    const shelf = this.#records.get(kind);
    if (shelf === undefined) throw new Error(`no such kind: ${kind}`);
    return shelf;
  }
}

const listName = (kind: ResourceKind, account: AccountId): string => `${kind} ${account}`;

/** The same list where nothing is added, so that "unchanged" is a comparison of pointers. */
function withAccount(accounts: readonly AccountId[], account: AccountId | null): readonly AccountId[] {
  if (account === null || accounts.includes(account)) return accounts;
  return internList([...accounts, account].sort());
}
