import { toCurl, toMussel } from '#contract/command-line.ts';
import type { AccountId } from '#contract/ids.ts';
import type { RecordDetail } from '#contract/inventory.ts';

export type Commands = { readonly curl: string; readonly mussel: string };

/** The account to ask for a record with: its owner where we read as that, else one in whose list it was. */
export function askingAccount({
  owner,
  accounts,
}: Pick<RecordDetail, 'owner' | 'accounts'>): AccountId | null {
  const own = accounts.find((account) => (account as string) === owner); // dcmgr writes owners more loosely
  return own ?? accounts[0] ?? null;
}

/** Showing a record from a shell; null where no account is known that could. */
export function commandsOf(
  record: Pick<RecordDetail, 'kind' | 'id' | 'owner' | 'accounts'>,
  baseUrl: string,
): Commands | null {
  const account = askingAccount(record);
  if (account === null) return null;
  const { kind, id } = record;
  return {
    curl: toCurl({ method: 'GET', baseUrl, path: `/${kind}/${encodeURIComponent(id)}`, account }),
    mussel: toMussel({ baseUrl, kind, id, account }),
  };
}
