import type { PowerAction } from './operation.ts';
import { instanceStates } from './resources.ts';

/** States in which dcmgr takes an action and does it. In others it says 125, or says 200 and drops it (§9.1). */
export const takenIn: Readonly<Record<PowerAction, readonly string[]>> = {
  start: ['stopped'],
  stop: ['running'],
  reboot: ['running'],
  terminate: ['running', 'stopped'],
};

const knownStates: ReadonlySet<string> = new Set(instanceStates);

/** Whether an instance in this state may be sent an action. What a later dialect's states take is for it to say. */
export const takesAction = (action: PowerAction, state: string): boolean =>
  takenIn[action].includes(state) || !knownStates.has(state);
