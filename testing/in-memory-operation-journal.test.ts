import { expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import { anOperation, aRun } from '#contract/testing/operation-builders.ts';
import { InMemoryOperationJournal } from './in-memory-operation-journal.ts';
import { describeOperationJournal } from './operation-journal-contract.ts';

describeOperationJournal('InMemoryOperationJournal', (options) => new InMemoryOperationJournal(options));

it('fails on demand and keeps what it had', () => {
  const journal = new InMemoryOperationJournal();
  journal.failure = appError('store/unavailable', 'disk full');

  expect(journal.begin(aRun(), [anOperation()])).toEqual({ ok: false, error: journal.failure });

  journal.failure = null;
  expect(journal.open()).toEqual({ ok: true, value: [] });
});
