import type { Change } from '#contract/change.ts';

/** What happened to one record. */
export type RecordChanges = {
  readonly key: string;
  readonly newest: Change;
  readonly all: readonly Change[];
};

/** Puts changes, newest first, under their records, the most recently changed record first. */
export function changesByRecord(changes: readonly Change[]): readonly RecordChanges[] {
  const byRecord = new Map<string, { key: string; newest: Change; all: Change[] }>();
  for (const change of changes) {
    const key = `${change.kind} ${change.id}`;
    const record = byRecord.get(key);
    if (record === undefined) byRecord.set(key, { key, newest: change, all: [change] });
    else record.all.push(change);
  }
  return [...byRecord.values()];
}
