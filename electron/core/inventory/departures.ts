import type { AccountId, ResourceId } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';

/**
 * When records left an account's list, so that an answer which set out earlier and arrives later does not bring
 * them back. Forgotten at the next sweep: by then no such answer is under way.
 */
export class Departures {
  readonly #byList = new Map<string, Map<ResourceId, number>>();

  note(kind: ResourceKind, account: AccountId, id: ResourceId, at: number): void {
    const name = `${kind} ${account}`;
    const list = this.#byList.get(name) ?? new Map<ResourceId, number>();
    this.#byList.set(name, list.set(id, at));
  }

  leftAt(kind: ResourceKind, account: AccountId, id: ResourceId): number | null {
    // Nothing has left lately, mostly: then no name is put together for each record of each sweep.
    if (this.#byList.size === 0) return null;
    return this.#byList.get(`${kind} ${account}`)?.get(id) ?? null;
  }

  forgetBefore(kind: ResourceKind, account: AccountId, at: number): void {
    const list = this.#byList.get(`${kind} ${account}`);
    if (list === undefined) return;
    for (const [id, leftAt] of list) if (leftAt < at) list.delete(id);
    if (list.size === 0) this.#byList.delete(`${kind} ${account}`);
  }
}
