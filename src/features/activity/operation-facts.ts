import { toCurl } from '#contract/command-line.ts';
import type { Operation } from '#contract/operation.ts';
import type { Profile } from '#contract/profile.ts';
import { formatExactTime } from '../../i18n/format.ts';
import type { Locale, Words } from '../../i18n/words.ts';
import { stateWord } from '../instances/index.ts';

export type OperationFact = { readonly label: string; readonly value: string };

/** What the journal has of an operation, in the order in which it happened. What has not happened is left out. */
export function operationFacts(operation: Operation, t: Words, locale: Locale): readonly OperationFact[] {
  const { answer, observed, account, attempts, userDataLength } = operation;
  const time = (at: number | null) => (at === null ? null : formatExactTime(at, locale));
  const facts: readonly (readonly [string, string | null])[] = [
    [t('operation.account'), account],
    [t('operation.queuedAt'), time(operation.queuedAt)],
    [t('operation.sentAt'), time(operation.sentAt)],
    [t('operation.attempts'), attempts > 1 ? String(attempts) : null],
    [t('operation.answeredAt'), time(operation.answeredAt)],
    [t('operation.answer'), answer === null ? null : `HTTP ${String(answer.status)}`],
    [t('operation.requestId'), answer?.requestId ?? null],
    [
      t('operation.observed'),
      observed === null ? null : `${stateWord(observed.state, t)} · ${formatExactTime(observed.at, locale)}`,
    ],
    [t('operation.endedAt'), time(operation.endedAt)],
    [
      t('operation.userData'),
      userDataLength === 0 ? null : t('operation.userDataGone', { count: userDataLength }),
    ],
  ];
  return facts.flatMap(([label, value]) => (value === null ? [] : [{ label, value }]));
}

export type OperationRequest =
  | { readonly kind: 'command'; readonly curl: string }
  /** As the journal has it. A command of it would launch another instance than was asked for. */
  | { readonly kind: 'cut'; readonly text: string };

/** The request as it was put on the wire; null where none was. */
export function operationRequest(
  { request, account, userDataLength }: Operation,
  profile: Profile | null,
): OperationRequest | null {
  if (request === null || account === null || profile === null) return null;
  if (userDataLength > 0)
    return { kind: 'cut', text: `${request.method} ${request.path}\n${request.body ?? ''}` };
  return { kind: 'command', curl: toCurl({ ...request, account, baseUrl: profile.url }) };
}
