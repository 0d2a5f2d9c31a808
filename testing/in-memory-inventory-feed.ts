import type { AccountId, ResourceId } from '#contract/ids.ts';
import { transitionalStates } from '#contract/resources.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { InventoryFeed, Observation, SweptList } from '#core/inventory/observations.ts';

type Held = { readonly state: string; readonly accounts: ReadonlySet<AccountId>; readonly at: number };

/** The inventory of one datacenter reduced to what polling can notice of it. */
export class InMemoryInventoryFeed implements InventoryFeed {
  readonly observations: Observation[] = [];
  readonly sweeps: SweptList[] = [];
  readonly departures: {
    readonly kind: ResourceKind;
    readonly account: AccountId;
    readonly id: ResourceId;
  }[] = [];
  readonly #records = new Map<ResourceKind, Map<ResourceId, Held>>();
  readonly #swept = new Map<string, { readonly at: number; readonly ownerTotal: number }>();

  observe(observation: Observation): void {
    this.observations.push(observation);
    const { kind, listedBy, at } = observation;
    for (const { id, value } of observation.records) {
      const before = this.#shelf(kind).get(id);
      if (before === undefined && listedBy === null) continue;
      const accounts = new Set(before?.accounts);
      if (listedBy !== null) accounts.add(listedBy);
      const state = 'state' in value ? value.state : '';
      const isOlder = before !== undefined && at < before.at;
      this.#shelf(kind).set(id, isOlder ? { ...before, accounts } : { state, accounts, at });
    }
  }

  swept(list: SweptList): void {
    this.sweeps.push(list);
    this.#swept.set(`${list.kind} ${list.account}`, { at: list.startedAt, ownerTotal: list.ownerTotal });
  }

  left(kind: ResourceKind, account: AccountId, ids: readonly ResourceId[]): void {
    for (const id of ids) {
      this.departures.push({ kind, account, id });
      const held = this.#shelf(kind).get(id);
      if (held === undefined) continue;
      const accounts = new Set([...held.accounts].filter((other) => other !== account));
      if (accounts.size === 0) this.#shelf(kind).delete(id);
      else this.#shelf(kind).set(id, { ...held, accounts });
    }
  }

  idsListedBy(kind: ResourceKind, account: AccountId): ReadonlySet<ResourceId> {
    const ids = new Set<ResourceId>();
    for (const [id, { accounts }] of this.#shelf(kind)) if (accounts.has(account)) ids.add(id);
    return ids;
  }

  sweptAt(
    kind: ResourceKind,
    account: AccountId,
  ): { readonly at: number; readonly ownerTotal: number } | null {
    return this.#swept.get(`${kind} ${account}`) ?? null;
  }

  inTransition(): readonly { readonly id: ResourceId; readonly account: AccountId }[] {
    return [...this.#shelf('instances')].flatMap(([id, { state }]) => {
      if (!transitionalStates.has(state)) return [];
      const account = this.accountFor('instances', id);
      return account === null ? [] : [{ id, account }];
    });
  }

  accountFor(kind: ResourceKind, id: ResourceId): AccountId | null {
    return [...(this.#shelf(kind).get(id)?.accounts ?? [])][0] ?? null;
  }

  /** The state of every record held, by id. */
  states(kind: ResourceKind): Readonly<Record<ResourceId, string>> {
    return Object.fromEntries([...this.#shelf(kind)].map(([id, { state }]) => [id, state]));
  }

  stateOf(kind: ResourceKind, id: ResourceId): string | undefined {
    return this.#shelf(kind).get(id)?.state;
  }

  #shelf(kind: ResourceKind): Map<ResourceId, Held> {
    const shelf = this.#records.get(kind) ?? new Map<ResourceId, Held>();
    this.#records.set(kind, shelf);
    return shelf;
  }
}
