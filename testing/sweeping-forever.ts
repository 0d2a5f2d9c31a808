// Writes sweep after sweep into a store until it is killed, naming each batch once it is acknowledged.
import { openSqliteStore } from '../electron/node/store/open-sqlite-store.ts';
import { sweptBatch } from './swept-batch.ts';

const [path = ''] = process.argv.slice(2);
const store = openSqliteStore({ path });
if (!store.ok) throw new Error(store.error.message);
for (let sweep = store.value.lastSeq() / 2 + 1; ; sweep++) {
  const answer = store.value.apply(sweptBatch(sweep));
  if (!answer.ok) throw new Error(answer.error.message);
  process.stdout.write(`${String(sweep)}\n`);
}
