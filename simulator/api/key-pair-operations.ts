import { createHash } from 'node:crypto';
import type { Random } from '../world/random.ts';
import type { KeyPair } from '../world/records.ts';
import {
  answer,
  findOrFail,
  page,
  requireOwner,
  textOrNull,
  type Context,
  type Operation,
} from './context.ts';
import { keyPairDocument } from './documents.ts';

/** Looks like a key to whoever searches for leaked ones, and says itself that it opens nothing. */
export const FAKE_PRIVATE_KEY = [
  '-----BEGIN RSA PRIVATE KEY-----',
  'VGhpcyBrZXkgY29tZXMgZnJvbSBhIHNpbXVsYXRvciBhbmQgb3BlbnMgbm90aGluZy4=',
  '-----END RSA PRIVATE KEY-----',
  '',
].join('\n');

/** A public key of the right shape, and its fingerprint. */
export function fakePublicKey(random: Random): Pick<KeyPair, 'publicKey' | 'fingerPrint'> {
  const blob = Buffer.concat([
    Buffer.from('000000077373682d727361000000030100010000018100', 'hex'),
    Buffer.from(random.hex(2 * 384), 'hex'),
  ]);
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { publicKey: `ssh-rsa ${blob.toString('base64')}\n`, fingerPrint: `SHA256:${digest}` };
}

export const indexKeyPairs: Operation = (context) => {
  const rows = context.world.database.keyPairs.newest((row) => row.accountId === context.account.id);
  return page(context, rows, (row) => keyPairDocument(row));
};

const target = ({ world, id }: Context): KeyPair => findOrFail(world.database.keyPairs, id);

/** Anybody who knows the id sees the stored private key. */
export const showKeyPair: Operation = (context) => answer(keyPairDocument(target(context)));

export const createKeyPair: Operation = ({ world, account, parameters }) => {
  const { keyPairs } = world.database;
  const now = world.clock.now();
  const pair = keyPairs.insert({
    pk: keyPairs.nextPk(),
    id: world.database.newId(keyPairs),
    accountId: account.id,
    createdAt: now,
    updatedAt: now,
    description: textOrNull(parameters['description']),
    ...fakePublicKey(world.random),
    privateKey: parameters['download_once'] === 'true' ? null : FAKE_PRIVATE_KEY,
  });
  return answer(keyPairDocument(pair, FAKE_PRIVATE_KEY));
};

/** A description left out is set to null. */
export const updateKeyPair: Operation = (context) => {
  const pair = target(context);
  requireOwner(context, pair);
  pair.description = textOrNull(context.parameters['description']);
  pair.updatedAt = context.world.clock.now();
  return answer([pair.id]);
};

export const destroyKeyPair: Operation = (context) => {
  const pair = target(context);
  requireOwner(context, pair);
  context.world.database.keyPairs.remove(pair);
  return answer([pair.id]);
};
