import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import { drawnIds, type ListPage, type RowDelta } from './list-measures.ts';

/** A delta of 100, and what a row on the screen says once it is drawn. */
export type MarkedDelta = { readonly delta: RowDelta; readonly mark: string };

const changed = 90;
const onScreen = 10;
const news = 5;

/**
 * Deltas of 100 for a list that shows these rows: ten of them on the screen and eighty elsewhere have changed, five
 * are new, and five are gone, from the second on those that the one before brought. What has changed says so on the screen.
 */
export function deltaSeries(
  list: ListPage,
  rows: readonly InstanceRow[],
  markWith: (row: InstanceRow, mark: string) => InstanceRow,
): { readonly next: () => Promise<MarkedDelta> } {
  const byId = new Map(rows.map((row) => [row.id, row]));
  let round = 0;
  let leaving: readonly RecordKey[] = rows.slice(-news).map(({ key }) => key);
  return {
    next: async () => {
      round += 1;
      const mark = `round-${String(round)}`;
      const seen = (await drawnIds(list)).flatMap((id) => byId.get(id) ?? []).slice(0, onScreen);
      const step = Math.floor((rows.length - news) / changed);
      const others = Array.from({ length: changed - seen.length }, (_, at) => rows[at * step + round]);
      const fresh = others.slice(0, news).flatMap((row) => (row === undefined ? [] : [renamed(row, round)]));
      const marked = [...seen, ...others].flatMap((row) => (row === undefined ? [] : [markWith(row, mark)]));
      const delta = { upserted: [...marked, ...fresh], removed: leaving };
      leaving = fresh.map(({ key }) => key);
      return { delta, mark };
    },
  };
}

function renamed(row: InstanceRow, round: number): InstanceRow {
  const id = `${row.id.slice(0, -1)}${String(round % 10)}`;
  return { ...row, id, key: `${row.key.slice(0, -row.id.length)}${id}` as RecordKey }; // as keys are made
}
