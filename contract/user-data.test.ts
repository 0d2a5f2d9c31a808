import { describe, expect, test } from 'vitest';
import { launchParametersSchema } from './operation.ts';
import { bytesOf, mostUserDataBytes } from './user-data.ts';

const isTaken = (userData: string): boolean =>
  launchParametersSchema.safeParse({ imageId: 'wmi-1', instanceSpecId: 'is-1', userData }).success;

describe('user data', () => {
  test('is weighed in bytes, not in characters', () => {
    expect(bytesOf('aé日')).toBe(6);
  });

  test('that dcmgr would cut off is not taken', () => {
    expect(isTaken('a'.repeat(mostUserDataBytes))).toBe(true);
    expect(isTaken('日'.repeat(mostUserDataBytes / 3))).toBe(true);
    expect(isTaken(`${'日'.repeat(mostUserDataBytes / 3)}a`)).toBe(false);
  });
});
