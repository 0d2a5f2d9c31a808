import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.mjs';

// `npm test` has found the browser already and names it; alone, the tests look for one themselves.
const executablePath = findBrowser() ?? undefined;

/** What lets Chromium run as root and in containers, and keeps it from talking to anybody but us. */
const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: path.join(import.meta.dirname, 'e2e/harness/build.ts'),
  outputDir: 'test-results/e2e',
  // Each worker runs a web host and its simulators besides a browser.
  workers: 2,
  fullyParallel: true,
  // A test that passes only when repeated is a bug, in the test or in Nori.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Ceilings for a machine with much else to do, not what is expected.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    headless: process.env['NORI_HEADED'] === undefined,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'Asia/Tokyo',
    // Tracing makes everything a quarter slower; a screenshot and the host's log tell most.
    trace: process.env['NORI_TRACE'] === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      args: process.env['NORI_HEADED'] === undefined ? browserArgs : [...browserArgs, '--test-type'],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
});
