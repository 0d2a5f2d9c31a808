import type { Condition } from '#contract/endpoint.ts';

/** Shape and tone of each condition, drawn before its word. */
export const conditionMarks = {
  starting: 'mark mark-ring tone-busy',
  online: 'mark mark-dot tone-ok',
  degraded: 'mark mark-triangle tone-warn',
  unreachable: 'mark mark-cross tone-danger',
  paused: 'mark mark-bars tone-idle',
  offline: 'mark mark-hollow tone-danger',
} as const satisfies Record<Condition, string>;
