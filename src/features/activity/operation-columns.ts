import type { Operation } from '#contract/operation.ts';
import type { FileColumn } from '../../export/index.ts';
import { errorWord } from '../../i18n/error-words.ts';
import type { Words } from '../../i18n/words.ts';

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/**
 * An operation as a line of a file: what was asked, what was put on the wire and what came of it. The request's body
 * stays out: it may say more of a guest than a table that is passed on should.
 */
export const operationColumns = (
  t: Words,
  datacenterName: (id: string) => string,
): readonly FileColumn<Operation>[] => [
  { id: 'queued', title: t('operation.queuedAt'), value: ({ queuedAt }) => iso(queuedAt) },
  { id: 'run', title: t('activity.column_run'), value: ({ runId }) => runId },
  { id: 'operation', title: t('activity.column_operation'), value: ({ id }) => id },
  { id: 'action', title: t('activity.column_action'), value: ({ intent }) => intent.action },
  { id: 'state', title: t('activity.column_state'), value: ({ state }) => state },
  { id: 'name', title: t('column.hostname'), value: ({ label }) => label },
  { id: 'instance', title: t('column.id'), value: ({ instanceId }) => instanceId },
  {
    id: 'datacenter',
    title: t('column.datacenter'),
    value: ({ datacenterId }) => datacenterName(datacenterId),
  },
  { id: 'datacenterId', title: t('activity.column_datacenterId'), value: ({ datacenterId }) => datacenterId },
  { id: 'account', title: t('operation.account'), value: ({ account }) => account },
  { id: 'error', title: t('activity.column_error'), value: ({ error }) => error?.code ?? null },
  {
    id: 'errorWords',
    title: t('activity.column_errorWords'),
    value: ({ error }) => (error === null ? null : errorWord(error, t)),
  },
  {
    id: 'request',
    title: t('operation.request'),
    value: ({ request }) => (request === null ? null : `${request.method} ${request.path}`),
  },
  { id: 'attempts', title: t('operation.attempts'), value: ({ attempts }) => attempts },
  { id: 'http', title: t('operation.answer'), value: ({ answer }) => answer?.status ?? null },
  { id: 'requestId', title: t('operation.requestId'), value: ({ answer }) => answer?.requestId ?? null },
  { id: 'sent', title: t('operation.sentAt'), value: ({ sentAt }) => iso(sentAt) },
  { id: 'answered', title: t('operation.answeredAt'), value: ({ answeredAt }) => iso(answeredAt) },
  { id: 'ended', title: t('operation.endedAt'), value: ({ endedAt }) => iso(endedAt) },
  { id: 'observed', title: t('operation.observed'), value: ({ observed }) => observed?.state ?? null },
];
