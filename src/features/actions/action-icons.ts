import type { PowerAction } from '#contract/operation.ts';
import type { IconName } from '../../components/icons.ts';

export const actionIcons = {
  start: 'resume',
  stop: 'stop',
  reboot: 'retry',
  terminate: 'remove',
} as const satisfies Record<PowerAction, IconName>;
