import type { SshKeyPairId } from '#contract/ids.ts';
import type { Fields } from '../fields.ts';
import { type Decoder, requiredOwner } from './decoder.ts';

/** Reference §9.8. The private key is looked at for its presence and goes no further than this file. */
export const decodeSshKeyPair: Decoder<'ssh_key_pairs'> = (fields, identity) => ({
  id: identity.id as SshKeyPairId, // its prefix was checked
  accountId: requiredOwner(fields, identity),
  description: fields.stringOrNull('description'),
  publicKey: fields.string('public_key'),
  fingerprint: fields.string('finger_print'),
  hasStoredPrivateKey: holdsKey(fields),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});

/** Null with `download_once`; absent in later dialects, which never store it. */
function holdsKey(fields: Fields): boolean {
  const key = fields.any('private_key');
  return key !== null && key !== undefined && key !== '';
}
