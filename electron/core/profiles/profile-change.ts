import type { Profile } from '#contract/profile.ts';
import { equalData } from '../inventory/equal-data.ts';

/**
 * What saving a profile means for its running datacenter. `nothing`: only words and colours changed, or what
 * writes are allowed, which polling does not ask. `restart`: the connections and the poller are made anew, the
 * inventory stays. `replace`: another endpoint, so what is held of the old one must go first, lest it be shown as
 * the new one's.
 */
export type ProfileEffect = 'nothing' | 'restart' | 'replace';

/** Compares a datacenter's profile before and after. */
export function effectOf(before: Profile, after: Profile): ProfileEffect {
  if (before.url !== after.url) return 'replace';
  return equalData(connectionOf(before), connectionOf(after)) ? 'nothing' : 'restart';
}

const connectionOf = ({ accounts, auth, headers, tls, proxy, polling }: Profile) => ({
  accounts: accounts.map((account) => account.id),
  auth,
  headers,
  tls,
  proxy,
  polling,
});
