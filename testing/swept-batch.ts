import type { StoreBatch } from '../electron/core/ports/store.ts';
import { aBatch, aChange, aStoredList, aStoredRecord, osaka } from './stored-records.ts';

/** Records that every sweep writes; with the sweep's changes and its list they fit one transaction. */
export const recordsPerSweep = 40;

/** The `sweep`th of a series of batches: every row of it carries the number, so that halves of it can be told. */
export function sweptBatch(sweep: number): StoreBatch {
  const ids = Array.from({ length: recordsPerSweep }, (_, index) => `vol-${String(index)}`);
  const [rewritten, dated] = [ids.slice(0, recordsPerSweep / 2), ids.slice(recordsPerSweep / 2)];
  const upserts = sweep === 1 ? ids : rewritten;
  return aBatch({
    upserts: upserts.map((id) => ({
      record: aStoredRecord({ id, fetchedAt: sweep, changedAt: sweep }),
      raw: JSON.stringify({ sweep, filler: 'x'.repeat(2_000) }),
    })),
    seen: [{ datacenterId: osaka, kind: 'volumes', at: sweep, ids: dated }],
    lists: [aStoredList({ fetchedAt: sweep })],
    changes: [aChange({ seq: sweep * 2 - 1, at: sweep }), aChange({ seq: sweep * 2, at: sweep })],
  });
}
