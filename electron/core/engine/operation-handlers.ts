import { ok } from '#contract/result.ts';
import type { Handlers } from '#contract/rpc/service.ts';
import type { Operations } from '../operations/operations.ts';
import type { TemplateKeeper } from '../templates/template-keeper.ts';

type Area<A extends string> = { readonly [M in Extract<keyof Handlers, `${A}.${string}`>]: Handlers[M] };

export const operationHandlers = ({
  operations,
}: {
  readonly operations: Operations;
}): Area<'runs' | 'operations'> => ({
  'runs.check': ({ intents }) => ok(operations.check(intents)),
  'runs.start': ({ intents, ...options }) => operations.start(intents, options),
  'runs.cancel': ({ runId }) => operations.cancel(runId),
  'runs.retryFailed': ({ runId, ...how }) => operations.retryFailed(runId, how),
  'runs.list': (query) => operations.runs(query),
  'operations.list': (query) => operations.list(query),
  'operations.resolve': ({ operationId, instanceId }) => operations.resolve(operationId, instanceId),
});

export const templateHandlers = ({
  templates,
}: {
  readonly templates: TemplateKeeper;
}): Area<'templates'> => ({
  'templates.list': () => ok(templates.templates),
  'templates.save': (template) => templates.save(template),
  'templates.remove': ({ templateId }) => templates.remove(templateId),
});
