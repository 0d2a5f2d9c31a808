import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { countPlaywright, countVitest, total } from './test-counts.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'nori-counts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function report(contents: unknown) {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(contents));
  return file;
}

it('counts the unit tests, and a file that did not load as a failure', () => {
  const file = report({
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  });

  expect(countVitest(file)).toEqual({ passed: 7, failures: 2, skipped: 3 });
});

it('counts the end-to-end tests, with what went wrong outside of any test', () => {
  const file = report({
    stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [{ message: 'does not load' }],
  });

  expect(countPlaywright(file)).toEqual({ passed: 5, failures: 3, skipped: 2 });
});

it('counts nothing where nothing ran', () => {
  const missing = path.join(folder, 'missing.json');

  expect(total([countVitest(missing), countPlaywright(missing)])).toEqual({
    passed: 0,
    failures: 0,
    skipped: 0,
  });
});
