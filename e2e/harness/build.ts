import { ensureBuilt } from '../../scripts/build.mjs';

/** Playwright's set-up before all tests: they drive what was built, so it has to be what the sources say. */
// eslint-disable-next-line no-restricted-syntax -- Playwright calls the default export
export default ensureBuilt;
