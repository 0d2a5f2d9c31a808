// Draws icon.png from icon.svg with the end-to-end tests' browser: `node scripts/run.mjs resources/draw-icon.mjs`.
// The packager makes every platform's own format from the PNG. To be run again only when the SVG changes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

const size = 1024;
const svg = readFileSync(path.join(import.meta.dirname, 'icon.svg'), 'utf8');
const executablePath = process.env['CHROMIUM']; // a browser of the machine's own, where Playwright's is not installed
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
await page.screenshot({ path: path.join(import.meta.dirname, 'icon.png'), omitBackground: true });
await browser.close();
