// `npm start`, `npm run demo`. See launch.mjs; this file only makes sure that Node can read it.
import './node-version.mjs';

import('./launch.mjs').then(({ launch }) => launch(process.argv.slice(2)));
