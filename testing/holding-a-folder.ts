// Holds a data folder, says its process number, and waits to be killed.
import { holdDataDirectory } from '../electron/node/files/data-directory.ts';

const [folder = ''] = process.argv.slice(2);
const held = holdDataDirectory(folder);
if (!held.ok) throw new Error(held.error.message);
process.stdout.write(`${String(process.pid)}\n`);
setInterval(() => null, 60_000);
