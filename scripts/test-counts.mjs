// Counts tests from the reports that the test runners write. No report means that nothing ran, and counts nothing.
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failures: number, skipped: number }} Counts */

/** @type {Counts} */
const nothing = { passed: 0, failures: 0, skipped: 0 };

/**
 * Vitest's JSON report. A file that could not even be loaded has no tests in it; it counts as one failure.
 *
 * @param {string} file
 * @returns {Counts}
 */
export function countVitest(file) {
  if (!existsSync(file)) return nothing;
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ result) =>
      result.status === 'failed' && result.assertionResults.length === 0,
  );
  return {
    passed: report.numPassedTests,
    failures: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Playwright's JSON report. Errors outside of tests (a file that does not load) count as failures; so would a test
 * that passed only when repeated.
 *
 * @param {string} file
 * @returns {Counts}
 */
export function countPlaywright(file) {
  if (!existsSync(file)) return nothing;
  const { stats, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: stats.expected,
    failures: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * @param {readonly Counts[]} counts
 * @returns {Counts}
 */
export const total = (counts) =>
  counts.reduce(
    (sum, each) => ({
      passed: sum.passed + each.passed,
      failures: sum.failures + each.failures,
      skipped: sum.skipped + each.skipped,
    }),
    nothing,
  );
