import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Instance } from '#contract/resources.ts';
import { anInstance } from '../../../testing/decoded-records.ts';
import { equalContents } from './equal-contents.ts';
import { equalData } from './equal-data.ts';

const word = fc.constantFrom('a', 'b');
const wordOrNull = fc.constantFrom('a', null);
const words = fc.array(word, { maxLength: 2 });
const network = fc.record({
  networkId: word,
  addresses: words,
  dnsName: wordOrNull,
  natNetworkId: wordOrNull,
  natAddresses: words,
  natDnsName: wordOrNull,
});
const nic = fc.record({ id: word, ipv4: fc.option(fc.record({ address: word, natAddress: wordOrNull })) });
const volume = fc.record({ id: word, guestDeviceName: wordOrNull, state: word });
const few = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 2 });

/** Each field with a few values, so that the two of a pair often agree. */
const values: { readonly [F in keyof Instance]: fc.Arbitrary<unknown> } = {
  id: word,
  hostNodeId: wordOrNull,
  instanceSpecId: word,
  imageId: word,
  cpuCores: fc.nat(1),
  memoryMb: fc.nat(1),
  arch: word,
  hostname: word,
  haEnabled: fc.boolean(),
  state: word,
  status: word,
  createdAt: fc.nat(1),
  sshKeyPairId: wordOrNull,
  securityGroupIds: words,
  networks: few(network),
  nics: few(nic),
  volumes: few(volume),
};

describe('equalContents', () => {
  it('finds every single field of an instance that differs, and no other', () => {
    const edit = fc
      .constantFrom(...(Object.keys(values) as (keyof Instance)[]))
      .chain((field) => fc.tuple(fc.constant(field), values[field], values[field]));
    fc.assert(
      fc.property(edit, ([field, before, after]) => {
        const a = anInstance({ [field]: before });
        const b = anInstance({ [field]: after });

        expect(equalContents('instances', a, b)).toBe(equalData(a, b));
      }),
      { numRuns: 2_000 },
    );
  });
});
