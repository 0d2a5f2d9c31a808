import { defineConfig } from '@playwright/test';
import tests from './../playwright.config.ts';

/** `npm run screenshots`: pictures of every view for people to look at, in e2e/screenshots/. Asserts little. */
export default defineConfig({
  ...tests,
  testDir: '.',
  testMatch: '**/*.shots.ts',
  outputDir: '../test-results/screenshots',
  workers: 1,
  timeout: 180_000,
});
