import { type InstanceState, instanceStates } from '#contract/resources.ts';

/** Shape and tone of each state: running and stopped differ in form as well as in colour. */
const marks = {
  init: 'mark mark-ring tone-busy',
  scheduling: 'mark mark-ring tone-busy',
  pending: 'mark mark-ring tone-busy',
  starting: 'mark mark-half tone-busy',
  running: 'mark mark-dot tone-ok',
  stopping: 'mark mark-half tone-warn',
  stopped: 'mark mark-square tone-idle',
  shuttingdown: 'mark mark-half tone-danger',
  terminated: 'mark mark-cross tone-idle',
  failingover: 'mark mark-diamond tone-warn',
} as const satisfies Record<InstanceState, string>;

export const isKnownState = (state: string): state is InstanceState =>
  (instanceStates as readonly string[]).includes(state);

/** Classes that draw a state's mark; a state of a later dialect gets one of its own. */
export const stateMark = (state: string): string =>
  isKnownState(state) ? marks[state] : 'mark mark-hollow tone-warn';

/** States in the order in which counts are told: what runs, what moves, what rests, what is gone. */
const tellingOrder: readonly string[] = [
  'running',
  'failingover',
  'starting',
  'pending',
  'scheduling',
  'init',
  'stopping',
  'shuttingdown',
  'stopped',
  'terminated',
];

const sortKeys = new Map<string, string>();

/** Sorts states as they are told; those of later dialects come last, by name. */
export function stateSortKey(state: string): string {
  const known = sortKeys.get(state);
  if (known !== undefined) return known;
  const place = tellingOrder.indexOf(state);
  const key = `${String(place < 0 ? tellingOrder.length : place).padStart(2, '0')} ${state}`;
  sortKeys.set(state, key);
  return key;
}

/** Marks of an instance's `status` and of a host's. */
export function statusMark(status: string): string {
  if (status === 'online') return 'mark mark-dot tone-ok';
  return status === 'init' ? 'mark mark-ring tone-busy' : 'mark mark-triangle tone-danger';
}
