import { releaseAddresses } from '../world/nics.ts';
import type { Network, Tag } from '../world/records.ts';
import { answer, findOrFail, page, requireOwner, type Context, type Operation } from './context.ts';
import { networkDocument, tagDocument } from './documents.ts';
import { InternalError } from './errors.ts';

export const indexNetworks: Operation = (context) => {
  const rows = context.world.database.networks.newest((row) => row.accountId === context.account.id);
  return page(context, rows, networkDocument);
};

function target(context: Context): Network {
  const network = findOrFail(context.world.database.networks, context.id);
  requireOwner(context, network);
  return network;
}

export const showNetwork: Operation = (context) => answer(networkDocument(target(context)));

export const destroyNetwork: Operation = (context) => {
  const { database } = context.world;
  const network = target(context);
  for (const instance of database.instances.rows) {
    if (
      instance.nics.some(
        ({ networkId, natNetworkId }) => networkId === network.id || natNetworkId === network.id,
      )
    ) {
      releaseAddresses({ database }, instance);
    }
  }
  database.networks.remove(network);
  return answer([network.id]);
};

function poolName({ parameters }: Context): string {
  const name = parameters['name'];
  if (typeof name !== 'string' || name === '') throw new InternalError('a pool needs a name');
  return name;
}

function findTag({ world, account }: Context, name: string): Tag | undefined {
  return world.database.tags.rows.find((tag) => tag.accountId === account.id && tag.name === name);
}

function createTag({ world, account }: Context, name: string): Tag {
  const { tags } = world.database;
  const now = world.clock.now();
  const id = world.database.newId(tags);
  return tags.insert({ pk: tags.nextPk(), id, accountId: account.id, createdAt: now, updatedAt: now, name });
}

export const addPool: Operation = (context) => {
  const network = target(context);
  const name = poolName(context);
  const tag = findTag(context, name) ?? createTag(context, name);
  if (network.tags.has(tag.pk)) throw new InternalError('labelled already');
  network.tags.add(tag.pk);
  return answer({});
};

export const removePool: Operation = (context) => {
  const network = target(context);
  const tag = findTag(context, poolName(context));
  if (tag === undefined || !network.tags.delete(tag.pk)) throw new InternalError('not labelled');
  return answer({});
};

/** A plain list: neither wrapped nor paged. */
export const listPools: Operation = (context) => {
  const network = target(context);
  const tags = context.world.database.tags.rows.filter(({ pk }) => network.tags.has(pk));
  return answer(tags.map(tagDocument));
};

/** Reserving fails by a programming error, but only once the network was found to be the caller's. */
export const failOnNetwork: Operation = (context) => {
  target(context);
  throw new InternalError('reserve and release never worked');
};
