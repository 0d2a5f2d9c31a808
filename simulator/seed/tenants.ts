import { FAKE_PRIVATE_KEY, fakePublicKey } from '../api/key-pair-operations.ts';
import type { World } from '../world/world.ts';
import { foundedAt } from './infrastructure.ts';

const GROUPS: readonly (readonly [description: string | null, rule: string])[] = [
  ['default', 'icmp:-1,-1,ip4:0.0.0.0\ntcp:22,22,ip4:10.0.0.0/8'],
  ['web servers', '# public\ntcp:80,80,ip4:0.0.0.0\ntcp:443,443,ip4:0.0.0.0'],
  ['databases', 'tcp:3306,3306,ip4:10.0.0.0/8\ntcp:5432,5432,ip4:10.0.0.0/8'],
  [null, ''],
];

/** What a tenant owns beside instances, for the instances to refer to. */
export type Belongings = { readonly groupIds: readonly string[]; readonly keyIds: readonly string[] };

export function seedBelongings(world: World, accountId: string): Belongings {
  const dated = { accountId, createdAt: foundedAt(world), updatedAt: foundedAt(world) };
  const { securityGroups, keyPairs } = world.database;
  const groupIds = GROUPS.map(([description, rule]) => {
    const id = world.database.newId(securityGroups);
    return securityGroups.insert({ ...dated, pk: securityGroups.nextPk(), id, description, rule }).id;
  });
  const keyIds = ['laptop', null].map((description, at) => {
    const id = world.database.newId(keyPairs);
    const privateKey = at === 0 ? null : FAKE_PRIVATE_KEY;
    const key = fakePublicKey(world.random);
    return keyPairs.insert({ ...dated, ...key, pk: keyPairs.nextPk(), id, description, privateKey }).id;
  });
  return { groupIds, keyIds };
}
