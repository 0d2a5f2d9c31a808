import type { ImageId } from '#contract/ids.ts';
import type { Image, YamlColumn } from '#contract/resources.ts';
import type { Fields } from '../fields.ts';
import { isJsonObject } from '../json.ts';
import { readYamlColumn, toYamlColumn } from '../ruby-yaml.ts';
import { type Decoder, requiredOwner } from './decoder.ts';

/** Reference §9.2. Later dialects (§12) leave out `source` and `md5sum` and send `features` as an object. */
export const decodeImage: Decoder<'images'> = (fields, identity) => ({
  id: identity.id as ImageId, // its prefix was checked
  accountId: requiredOwner(fields, identity),
  bootDevice: bootDevice(fields),
  source: readYamlColumn(fields.stringOrNull('source')),
  features: features(fields),
  arch: fields.string('arch'),
  description: fields.stringOrNull('description'),
  md5sum: fields.stringOrNull('md5sum'),
  isPublic: fields.flag('is_public'),
  state: fields.string('state'),
  createdAt: fields.time('created_at'),
  updatedAt: fields.time('updated_at'),
});

/** A number that 11.12 does not write is left over, so that it can still be seen. */
function bootDevice(fields: Fields): Image['bootDevice'] {
  const type = fields.peek('boot_dev_type');
  if (type !== 1 && type !== 2 && typeof type === 'number') return 'unknown';
  return fields.number('boot_dev_type') === 1 ? 'volume' : 'local';
}

const features = (fields: Fields): YamlColumn =>
  isJsonObject(fields.peek('features'))
    ? toYamlColumn(fields.any('features'))
    : readYamlColumn(fields.stringOrNull('features'));
