import { expect, it, test } from 'vitest';
import { launchParametersSchema } from './operation.ts';

const hostnameOf = (more: object) =>
  launchParametersSchema.parse({ imageId: 'wmi-1', instanceSpecId: 'is-1', ...more }).hostname;

test.each([{}, { hostname: null }, { hostname: '' }, { hostname: ' \t' }])(
  'a launch with %j is named by dcmgr',
  (more) => {
    expect(hostnameOf(more)).toBeNull();
  },
);

it('keeps a hostname as it was given, and what was parsed once as it is', () => {
  expect(hostnameOf({ hostname: ' Web-1' })).toBe(' Web-1');
  const once = launchParametersSchema.parse({ imageId: 'wmi-1', instanceSpecId: 'is-1', hostname: '' });
  expect(launchParametersSchema.parse(once)).toEqual(once);
});
