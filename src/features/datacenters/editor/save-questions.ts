import type { ProfileView } from '#contract/profile.ts';
import type { Checked } from './check-draft.ts';
import type { TestState } from './use-connection-test.ts';

/** What has to be asked before a profile is saved. */
export type SaveQuestion =
  | { readonly kind: 'empty-accounts'; readonly accounts: readonly string[] }
  | { readonly kind: 'unreachable'; readonly error: Extract<TestState, { kind: 'failed' }>['error'] };

/**
 * Whether saving needs a test first: dcmgr creates unknown accounts silently, so an account that is new here,
 * or is to be sought at a new address, is looked at before it is believed.
 */
export function needsTest({ profile }: Checked, saved: ProfileView | null): boolean {
  if (saved === null || saved.profile.url !== profile.url) return true;
  const known = new Set(saved.profile.accounts.map((account) => account.id));
  return profile.accounts.some((account) => !known.has(account.id));
}

/** What an ended test gives reason to ask, or null. */
export function questionAfter(state: TestState): SaveQuestion | null {
  if (state.kind === 'failed') return { kind: 'unreachable', error: state.error };
  if (state.kind !== 'done') return null;
  if (state.test.error !== null) return { kind: 'unreachable', error: state.test.error };
  const empty = state.test.accounts.filter((account) => account.suspicion !== null);
  return empty.length === 0
    ? null
    : { kind: 'empty-accounts', accounts: empty.map(({ account }) => account) };
}
