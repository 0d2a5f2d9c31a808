import type { DatabaseSync } from 'node:sqlite';
import { type EndpointHealth, endpointHealthSchema } from '#contract/endpoint.ts';
import type { DatacenterId } from '#contract/ids.ts';
import { parseJson } from '../files/parse-json.ts';

/** The table `health`: what was last measured of each endpoint. */
export class HealthTable {
  readonly #statements: ReturnType<typeof prepare>;

  constructor(db: DatabaseSync) {
    this.#statements = prepare(db);
  }

  /** Null also for what a later or a damaged Nori wrote: it is measured anew. */
  read(datacenterId: DatacenterId): EndpointHealth | null {
    const row = this.#statements.read.get(datacenterId);
    const health = endpointHealthSchema.safeParse(parseJson(String(row?.['body'] ?? 'null')));
    return health.success ? health.data : null;
  }

  keep(datacenterId: DatacenterId, health: EndpointHealth): void {
    this.#statements.keep.run(datacenterId, JSON.stringify(health));
  }

  forget(datacenterId: DatacenterId): void {
    this.#statements.forget.run(datacenterId);
  }
}

const prepare = (db: DatabaseSync) => ({
  read: db.prepare('SELECT body FROM health WHERE datacenter = ?'),
  keep: db.prepare('INSERT OR REPLACE INTO health (datacenter, body) VALUES (?, ?)'),
  forget: db.prepare('DELETE FROM health WHERE datacenter = ?'),
});
