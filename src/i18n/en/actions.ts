import type { OperationAction, OperationState, PowerAction } from '#contract/operation.ts';

/** What can be done, as a button says it. */
export const action = {
  launch: 'Launch',
  start: 'Start',
  stop: 'Stop',
  reboot: 'Reboot',
  terminate: 'Terminate',
} as const satisfies Record<OperationAction, string>;

/** Offering actions on what is selected or open. */
export const actions = {
  title: 'Actions on the selection',
  titleOne: 'Actions on this instance',
  selectedOne: '{name} ({id}) selected',
  selected: 'Nothing selected | {count} instance selected | {count} instances selected',
  clear: 'Clear selection',
  none: 'Nothing is selected.',
  readOnly: '{name} is set to read-only.',
  unreachable: '{name} can’t be reached.',
  paused: 'Polling of {name} is paused: nothing could be confirmed.',
  engineAway: 'The connection to Nori’s engine is lost.',
  gone: 'It is no longer in the inventory.',
  state: 'Not possible while it is {state}.',
  mixed: 'Not possible for any of the {count} selected: {reason}',
  busy: 'An operation on it is under way.',
} as const;

/** The confirmation. */
export const confirm = {
  title_start: 'Start {count} instance? | Start {count} instance? | Start {count} instances?',
  title_stop: 'Stop {count} instance? | Stop {count} instance? | Stop {count} instances?',
  title_reboot: 'Reboot {count} instance? | Reboot {count} instance? | Reboot {count} instances?',
  title_terminate: 'Terminate {count} instance? | Terminate {count} instance? | Terminate {count} instances?',
  go_start: 'Start {count}',
  go_stop: 'Stop {count}',
  go_reboot: 'Reboot {count}',
  go_terminate: 'Terminate {count}',
  effect_start:
    'Each is placed on a host again and gets new addresses. Where no host has room, it is terminated.',
  effect_stop: 'Addresses are released and may differ after the next start.',
  effect_stopDisk:
    'What is on local disks is discarded. Volumes, network interfaces and security groups are kept.',
  effect_reboot: 'The guests restart. Addresses, disks and hosts stay the same.',
  effect_terminate: 'Terminated instances can’t be brought back. Local disks and addresses are lost.',
  effect_terminateVolumes:
    'Volumes stay behind, boot volumes too. They become available and go on counting against the quota until they are deleted.',
  targets: 'Will be done',
  skipped: 'Will be skipped',
  none: 'Nothing is left to be done.',
  noHost: 'no host',
  was: 'was {before} when you asked, now {now}',
  isGone: 'gone since you asked',
  more: 'and {count} more',
  counts: '{name}: {count}',
  checking: 'Checking…',
  warnings: 'To be thought over',
  warned: '{word} Concerns {count}.',
  asOf: 'As known {age}.',
  override: 'Do it all the same for the {count} concerned',
  guarded: '{names} is guarded. Type “{word}” to confirm.',
  word: 'terminate',
  tooMany: 'At most {most} instances at a time. Choose fewer.',
  frozen: 'Only these. What is selected or appears from now on is not touched.',
} as const satisfies Record<`title_${PowerAction}` | `go_${PowerAction}`, string> & Record<string, string>;

export const operation = {
  queued: 'waiting to be sent',
  sending: 'being sent',
  accepted: 'accepted, watching',
  confirmed: 'done',
  failed: 'failed',
  refused: 'not done',
  unknown: 'outcome unknown',
  on: '{action}: {state}',
  queuedAt: 'Queued',
  sentAt: 'Sent',
  answeredAt: 'Answered',
  endedAt: 'Ended',
  answer: 'Answer',
  requestId: 'Request ID',
  observed: 'Last seen',
  attempts: 'Times sent',
  account: 'Account',
  request: 'Request',
  userData: 'User data',
  userDataGone: '{count} characters, not kept',
  asCurl: 'Copy as curl',
  noCommand: 'There is no command to repeat it: its user data is not kept.',
  notSent: 'Nothing was sent.',
  resolve: 'Which instance did this launch make?',
  candidate: 'It made {id}',
  nothingMade: 'It made none',
  watchEnded: 'Nori no longer watches for what becomes of it.',
  watchAgain: 'Watch {id} again',
} as const satisfies Record<OperationState, string> & Record<string, string>;

export const run = {
  title: 'Runs',
  sheet: 'Run in progress',
  of: '{action}, {total} instance | {action}, {total} instance | {action}, {total} instances',
  retryOf: 'tries a previous run again',
  cancelled: 'cancelled',
  cancel: 'Cancel what is not yet sent',
  retry: 'Try failed again',
  minimise: 'Make small',
  restore: 'Show details',
  close: 'Close',
  previous: 'Older run',
  progress: '{done} of {total} ended',
  openRecord: 'Show {name}',
  failed: 'The operations of this run could not be read',
} as const;
