import { describe, expect, it } from 'vitest';
import { instanceIdSchema } from '#contract/ids.ts';
import type { Operation } from '#contract/operation.ts';
import { anOperation, aRun } from '#contract/testing/operation-builders.ts';
import type { OperationJournal, OperationQuery, StoredRun } from '#core/ports/journal.ts';
import { osaka, tokyo } from './stored-records.ts';

export type OpenJournal = (options?: { readonly limit?: number }) => OperationJournal;

/** Without counts of its own: those are its operations'. */
const storedRun = (seq: number, total = 1): StoredRun => aRun({ seq, total, counts: {} });

const ended = { state: 'confirmed', endedAt: 9 };
const idsOf = (journal: OperationJournal, query: Partial<OperationQuery> = {}): readonly string[] => {
  const read = journal.operations({ limit: 1000, ...query });
  if (!read.ok) throw new Error(read.error.message);
  return read.value.map(({ id }) => id);
};

/** What every journal promises, the one on disk and the one in memory alike. */
export function describeOperationJournal(name: string, open: OpenJournal): void {
  describe(`${name} as an operation journal`, () => {
    describeWriting(open);
    describeReading(open);
    describeRetention(open);
  });
}

function describeWriting(open: OpenJournal): void {
  it('begins empty', () => {
    const journal = open();

    expect(journal.runs({ limit: 10 })).toEqual({ ok: true, value: [] });
    expect(journal.open()).toEqual({ ok: true, value: [] });
    expect(journal.run('run-1')).toEqual({ ok: true, value: null });
    expect(journal.operation('operation-1')).toEqual({ ok: true, value: null });
    expect(journal.lastSeqs()).toEqual({ run: 0, operation: 0 });
  });

  it('answers operations as they went in, whatever their texts hold', () => {
    const journal = open();
    const odd = anOperation({
      label: 'quote " back \\ nul \u0000 日本語 \u2028',
      error: { code: 'operation/bad-state', message: 'x', retryable: false, details: { state: null } },
      candidates: ['i-a', 'i-b'],
      request: { method: 'POST', path: '/instances.json', body: '{"instance":{}}' },
    });

    journal.begin(storedRun(1), [odd]);

    expect(journal.operation(odd.id)).toEqual({ ok: true, value: odd });
    expect(journal.operations({ limit: 1 })).toEqual({ ok: true, value: [odd] });
  });

  it('replaces operations by id and ignores those it does not keep', () => {
    const journal = open();
    const queued = anOperation();
    const sending: Operation = { ...queued, state: 'sending', sentAt: 5, attempts: 1 };
    const accepted: Operation = { ...sending, state: 'accepted', answeredAt: 6 };
    journal.begin(storedRun(1), [queued]);

    journal.sending(sending);
    const afterSending = journal.operation(queued.id);
    const written = journal.write([accepted, anOperation({ seq: 7 })]);

    expect(afterSending).toEqual({ ok: true, value: sending });
    expect(written.ok).toBe(true);
    expect(journal.operations({ limit: 10 })).toEqual({ ok: true, value: [accepted] });
  });

  it('remembers the highest numbers it was given', () => {
    const journal = open();

    journal.begin(storedRun(3), [anOperation({ seq: 4 }), anOperation({ seq: 5 })]);

    expect(journal.lastSeqs()).toEqual({ run: 3, operation: 5 });
  });
}

function describeReading(open: OpenJournal): void {
  const filled = () => {
    const journal = open();
    journal.begin(storedRun(1, 2), [
      anOperation({ seq: 1, instanceId: 'i-a', ...ended }),
      anOperation({ seq: 2, datacenterId: 'osaka', instanceId: 'i-a', state: 'unknown' }),
    ]);
    journal.begin(storedRun(2, 3), [
      anOperation({ seq: 3, runId: 'run-2', state: 'accepted' }),
      anOperation({ seq: 4, runId: 'run-2', state: 'unknown', endedAt: 8 }),
      anOperation({ seq: 5, runId: 'run-2', instanceId: 'i-b' }),
    ]);
    return journal;
  };

  it('lists operations newest first, as asked for', () => {
    const journal = filled();

    expect(idsOf(journal)).toEqual([5, 4, 3, 2, 1].map((seq) => `operation-${String(seq)}`));
    expect(idsOf(journal, { runId: 'run-1' })).toEqual(['operation-2', 'operation-1']);
    expect(idsOf(journal, { datacenterId: osaka })).toEqual(['operation-2']);
    expect(idsOf(journal, { datacenterId: tokyo, instanceId: instanceIdSchema.parse('i-a') })).toEqual([
      'operation-1',
    ]);
    expect(idsOf(journal, { unfinished: true })).toEqual(['operation-5', 'operation-3']);
    expect(idsOf(journal, { beforeSeq: 4, limit: 2 })).toEqual(['operation-3', 'operation-2']);
  });

  it('answers what is still open, oldest first', () => {
    const open = filled().open();

    expect(open.ok && open.value.map(({ seq }) => seq)).toEqual([2, 3, 5]);
  });

  it('counts the operations of each run by state', () => {
    const journal = filled();

    const runs = journal.runs({ limit: 10 });

    expect(runs.ok && runs.value.map(({ id, counts }) => ({ id, counts }))).toEqual([
      { id: 'run-2', counts: { accepted: 1, unknown: 1, queued: 1 } },
      { id: 'run-1', counts: { confirmed: 1, unknown: 1 } },
    ]);
    expect(journal.runs({ limit: 10, beforeSeq: 2 })).toMatchObject({ value: [{ id: 'run-1' }] });
  });

  it('counts what can be tried again: what failed or was refused, unless it was cancelled or is tried again', () => {
    const journal = open();
    const error = (code: string) => ({ code, message: 'x', retryable: false });
    const failed = anOperation({ seq: 3, state: 'failed', error: error('operation/no-effect') });
    journal.begin(storedRun(1, 5), [
      anOperation({ seq: 1, state: 'refused', error: error('operation/bad-state') }),
      anOperation({ seq: 2, state: 'refused', error: error('operation/cancelled') }),
      failed,
      anOperation({ seq: 4, state: 'failed', error: null }),
      anOperation({ seq: 5, state: 'unknown', endedAt: 8 }),
    ]);
    expect(journal.run('run-1')).toMatchObject({ value: { retriable: 3 } });

    const again = anOperation({ seq: 6, runId: 'run-2' });
    const retried = { ...failed, retriedBy: again.id };
    journal.begin(storedRun(2), [again], [retried]);

    expect(journal.run('run-1')).toMatchObject({ value: { retriable: 2 } });
    expect(journal.operation(failed.id)).toEqual({ ok: true, value: retried });
    expect(journal.run('run-2')).toMatchObject({ value: { retriable: 0 } });
  });

  it('keeps what is noted of a run', () => {
    const journal = filled();

    journal.writeRun({ ...storedRun(1, 2), cancelledAt: 77 });

    expect(journal.run('run-1')).toMatchObject({ value: { cancelledAt: 77, counts: { confirmed: 1 } } });
  });
}

function describeRetention(open: OpenJournal): void {
  it('lets the oldest runs go beyond its bound, whole, but none with something open', () => {
    const journal = open({ limit: 3 });
    journal.begin(storedRun(1), [anOperation({ seq: 1, state: 'unknown' })]);
    journal.begin(storedRun(2), [
      anOperation({ seq: 2, runId: 'run-2', ...ended }),
      anOperation({ seq: 3, runId: 'run-2', ...ended }),
    ]);

    journal.begin(storedRun(3), [anOperation({ seq: 4, runId: 'run-3', ...ended })]);

    expect(idsOf(journal)).toEqual(['operation-4', 'operation-1']);
    const runs = journal.runs({ limit: 10 });
    expect(runs.ok && runs.value.map(({ id }) => id)).toEqual(['run-3', 'run-1']);
    expect(journal.lastSeqs()).toEqual({ run: 3, operation: 4 });
  });
}
