import type { Operation } from '#contract/operation.ts';

/**
 * Whether dcmgr itself answered, whatever it said: its worker is done with the request then, and nothing of it can
 * take effect later. It puts an id on every answer; a proxy that lost patience with it does not.
 */
export const hasAnswered = ({ answer }: Operation): boolean => answer !== null && answer.requestId !== null;

/** Whether dcmgr answered that it failed: with a bare 500 (so also for an exceeded quota), or by its database. */
export const hasServerFailed = (operation: Operation): boolean =>
  hasAnswered(operation) && operation.answer?.status !== 200;
