// `npm test`. See check.mjs; this file only makes sure that Node can read it.
import './node-version.mjs';

import('./check.mjs').then(({ check }) => check());
