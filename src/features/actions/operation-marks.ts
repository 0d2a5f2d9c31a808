import {
  isDoneOtherwise,
  isUnfinished,
  type Operation,
  type OperationState,
  type Run,
} from '#contract/operation.ts';
import { errorWord } from '../../i18n/error-words.ts';
import type { Words } from '../../i18n/words.ts';

/** Shape and tone of each state of an operation. */
export const operationMarks = {
  queued: 'mark mark-ring tone-idle',
  sending: 'mark mark-half tone-busy',
  accepted: 'mark mark-half tone-busy',
  confirmed: 'mark mark-dot tone-ok',
  failed: 'mark mark-cross tone-danger',
  refused: 'mark mark-square tone-warn',
  unknown: 'mark mark-diamond tone-warn',
} as const satisfies Record<OperationState, string>;

/** The mark of one operation; of one done otherwise than asked, in the tone of a warning. */
export const operationMark = (operation: Operation): string =>
  isDoneOtherwise(operation) ? 'mark mark-dot tone-warn' : operationMarks[operation.state];

/** States as a person asks for them: what went wrong first, then what goes on, then what is done. */
export const tellingOrder: readonly OperationState[] = [
  'failed',
  'unknown',
  'refused',
  'sending',
  'accepted',
  'queued',
  'confirmed',
];

/** The place of an operation among others, by what a person asks for first. */
export const tellingRank = (operation: Operation): number =>
  tellingOrder.indexOf(isDoneOtherwise(operation) ? 'refused' : operation.state);

/** `Stop: failed. The instance …`, for titles and readers. */
export function operationWords(operation: Operation, t: Words): string {
  const state = t('operation.on', {
    action: t(`action.${operation.intent.action}`),
    state: t(`operation.${operation.state}`),
  });
  return operation.error === null ? state : `${state}. ${errorWord(operation.error, t)}`;
}

/** How many operations of a run need nobody any more. */
export const endedIn = ({ counts, total }: Run): number =>
  total - tellingOrder.reduce((sum, state) => sum + (isUnfinished({ state }) ? (counts[state] ?? 0) : 0), 0);
