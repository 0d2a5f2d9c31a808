import { type Operation, operationSchema, type Run, runSchema } from '../operation.ts';
import { builtAt } from './builders.ts';

/** A queued stop of `i-00000001` in `tokyo`; a later state brings the times that it has by then. */
export function anOperation(fields: { readonly [F in keyof Operation]?: unknown } = {}): Operation {
  const seq = typeof fields.seq === 'number' ? fields.seq : 1;
  return operationSchema.parse({
    id: `operation-${String(seq)}`,
    seq,
    runId: 'run-1',
    position: seq - 1,
    datacenterId: 'tokyo',
    account: 'a-00000001',
    intent: { action: 'stop', datacenterId: 'tokyo', instanceId: 'i-00000001' },
    userDataLength: 0,
    label: 'web-1',
    instanceId: 'i-00000001',
    state: 'queued',
    request: null,
    queuedAt: builtAt,
    sentAt: null,
    answeredAt: null,
    endedAt: null,
    answer: null,
    error: null,
    attempts: 0,
    observed: null,
    candidates: [],
    ...fields,
  });
}

/** A launch in `tokyo` of `wmi-lucid5` with `is-small`, queued; `parameters` say more of it. */
export const aLaunch = (
  parameters: Readonly<Record<string, unknown>> = {},
  fields: { readonly [F in keyof Operation]?: unknown } = {},
): Operation =>
  anOperation({
    intent: {
      action: 'launch',
      datacenterId: 'tokyo',
      account: 'a-00000001',
      parameters: { imageId: 'wmi-lucid5', instanceSpecId: 'is-small', ...parameters },
    },
    instanceId: null,
    ...fields,
  });

/** A run of one stop, none of it ended. */
export function aRun({
  counts = { queued: 1 },
  ...fields
}: { readonly [F in keyof Run]?: F extends 'counts' ? Run[F] : unknown } = {}): Run {
  const seq = typeof fields.seq === 'number' ? fields.seq : 1;
  return runSchema.parse({
    id: `run-${String(seq)}`,
    seq,
    createdAt: builtAt,
    action: 'stop',
    total: 1,
    counts,
    retriable: (counts.failed ?? 0) + (counts.refused ?? 0),
    concurrency: 2,
    overrideWarnings: false,
    cancelledAt: null,
    retryOf: null,
    ...fields,
  });
}
