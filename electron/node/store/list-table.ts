import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { DatacenterId } from '#contract/ids.ts';
import type { StoredList } from '#core/ports/store.ts';

/** The table `list`: when each list was last swept. */
export class ListTable {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: DatabaseSync) {
    this.#statements = prepare(db);
  }

  read(): readonly StoredList[] {
    return this.#statements.read.all().map(toList);
  }

  date(list: StoredList): void {
    const { datacenterId, kind, account, fetchedAt, ownerTotal } = list;
    this.#statements.date.run(datacenterId, kind, account, fetchedAt, ownerTotal);
  }

  forget(datacenterId: DatacenterId): void {
    this.#statements.forget.run(datacenterId);
  }
}

/** The inverse of `date`, which is the only writer: the types are as they went in. */
const toList = (row: Record<string, SQLOutputValue>): StoredList =>
  ({
    datacenterId: row['datacenter'],
    kind: row['kind'],
    account: row['account'],
    fetchedAt: row['fetched_at'],
    ownerTotal: row['owner_total'],
  }) as StoredList;

const prepare = (db: DatabaseSync) => ({
  read: db.prepare('SELECT datacenter, kind, account, fetched_at, owner_total FROM list'),
  date: db.prepare(
    'INSERT OR REPLACE INTO list (datacenter, kind, account, fetched_at, owner_total) VALUES (?, ?, ?, ?, ?)',
  ),
  forget: db.prepare('DELETE FROM list WHERE datacenter = ?'),
});
