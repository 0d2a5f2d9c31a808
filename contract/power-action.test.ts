import { describe, expect, it } from 'vitest';
import { powerActions } from './operation.ts';
import { takesAction } from './power-action.ts';

const taking = (state: string) => powerActions.filter((action) => takesAction(action, state));

describe('takesAction', () => {
  it.each([
    ['running', ['stop', 'reboot', 'terminate']],
    ['stopped', ['start', 'terminate']],
    ['shuttingdown', []],
    ['terminated', []],
    ['migrating', ['start', 'stop', 'reboot', 'terminate']],
  ])('lets an instance that is %s take %j', (state, actions) => {
    expect(taking(state)).toEqual(actions);
  });
});
