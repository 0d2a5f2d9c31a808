import type { Random } from '../world/random.ts';

const TENANTS = [
  'sakuraya',
  'kitamura',
  'aozora01',
  'tanukist',
  'minatoya',
  'hoshizor',
  'yamabuki',
  'fujimura',
  'kawasemi',
  'suzunami',
];

/** Ids of tenants: like those an operator hands out, then generated ones. */
export function tenantIds(count: number, random: Random): string[] {
  const ids = new Set(TENANTS.slice(0, count).map((name) => `a-${name}`));
  while (ids.size < count) ids.add(`a-${random.token(8)}`);
  return [...ids];
}

const ROLES = ['web', 'app', 'db', 'cache', 'mail', 'batch', 'queue', 'proxy', 'ci', 'log', 'search', 'dev'];

/** Guests' names, unique within an account: `web-1`, `db-2`, and so on. */
export class Hostnames {
  readonly #random: Random;
  readonly #counters = new Map<string, number>();

  constructor(random: Random) {
    this.#random = random;
  }

  next(accountId: string): string {
    const role = this.#random.pick(ROLES);
    const key = `${accountId}/${role}`;
    const number = (this.#counters.get(key) ?? 0) + 1;
    this.#counters.set(key, number);
    return `${role}-${String(number)}`;
  }
}

/** The few letters of a datacenter's name that its operator puts into ids: `osaka` → `osak`. */
export function abbreviation(name: string): string {
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 4) || 'demo'
  );
}
