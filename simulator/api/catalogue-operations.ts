import { SHARED_ACCOUNT } from '../world/database.ts';
import type { HostNode, Image } from '../world/records.ts';
import { answer, findOrFail, owns, page, requireOwner, type Context, type Operation } from './context.ts';
import { hostNodeDocument, imageDocument, specDocument, storageNodeDocument } from './documents.ts';
import { ApiError, InternalError } from './errors.ts';

export const indexImages: Operation = (context) => {
  const { world, account } = context;
  const rows = world.database.images.newest((row) => row.isPublic || row.accountId === account.id);
  return page(context, rows, imageDocument);
};

const targetImage = ({ world, id }: Context): Image => findOrFail(world.database.images, id);

export const showImage: Operation = (context) => {
  const image = targetImage(context);
  if (!image.isPublic && !owns(context, image)) throw new ApiError('OperationNotPermitted');
  return answer(imageDocument(image));
};

/** The record goes at once, in use or not; its instances can't be shown any more. */
export const destroyImage: Operation = (context) => {
  const image = targetImage(context);
  requireOwner(context, image);
  context.world.database.images.remove(image);
  return answer([image.id]);
};

export const indexHostNodes: Operation = (context) => {
  const rows = context.world.database.hostNodes.newest((row) => row.accountId === context.account.id);
  return page(context, rows, hostNodeDocument);
};

export const showHostNode: Operation = (context) => {
  const host: HostNode = findOrFail(context.world.database.hostNodes, context.id);
  requireOwner(context, host);
  return answer(hostNodeDocument(host));
};

export const indexStorageNodes: Operation = (context) => {
  const rows = context.world.database.storageNodes.newest((row) => row.accountId === context.account.id);
  return page(context, rows, storageNodeDocument);
};

export const showStorageNode: Operation = ({ world, id }) =>
  answer(storageNodeDocument(findOrFail(world.database.storageNodes, id)));

export const indexSpecs: Operation = (context) => {
  const { world, account } = context;
  const rows = world.database.specs.newest(
    ({ accountId }) => accountId === account.id || accountId === SHARED_ACCOUNT,
  );
  return page(context, rows, specDocument);
};

export const showSpec: Operation = ({ world, id }) =>
  answer(specDocument(findOrFail(world.database.specs, id)));

/** Routes that exist and never work. */
export const neverWorks: Operation = () => {
  throw new InternalError('not implemented');
};
