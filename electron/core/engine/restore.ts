import { appError } from '#contract/errors.ts';
import { datacenterIdSchema } from '#contract/ids.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Logger } from '../ports/logger.ts';
import type { InventoryStore } from '../ports/store.ts';
import type { ProfileKeeper } from '../profiles/profile-keeper.ts';
import type { Notices } from './notices.ts';

/**
 * Fills the inventory from the store, as far as it still belongs to the profiles: what was read from another URL
 * is forgotten first (somebody edited the file by hand), what accounts no longer named have listed goes.
 */
export async function restoreInventory(
  { store, logger }: { readonly store: InventoryStore; readonly logger: Logger },
  { keeper, inventory }: { readonly keeper: ProfileKeeper; readonly inventory: Inventory },
  notices: Notices,
): Promise<void> {
  const known = store.notices.length;
  await forgetFormer(keeper, inventory);
  for (const { id } of keeper.profiles) inventory.open(id);
  try {
    inventory.restore(store);
  } catch (cause) {
    // What was read until then is served; the network brings the rest.
    const id = logger.bug('store.restore', cause);
    notices.add(appError('store/corrupt', 'the stored inventory could not be read to its end', { id }));
  }
  // Damage shows only in reading.
  for (const notice of store.notices.slice(known)) notices.add(notice);
  for (const { id, accounts } of keeper.profiles) {
    inventory.keepAccounts(
      id,
      accounts.map((account) => account.id),
    );
  }
}

async function forgetFormer(keeper: ProfileKeeper, inventory: Inventory): Promise<void> {
  for (const { id, url } of keeper.profiles) {
    const origin = keeper.origins[id];
    // No origin noted: a file of an earlier time or from another machine. The stored inventory is taken at its id.
    if (origin !== undefined && origin !== url && !inventory.forget(id)) continue;
    await keeper.noteOrigin(id, url);
  }
  for (const origin of Object.keys(keeper.origins)) {
    const id = datacenterIdSchema.safeParse(origin);
    if (!id.success || keeper.isNamed(id.data)) continue;
    if (inventory.forget(id.data)) await keeper.noteOrigin(id.data, null);
  }
}
