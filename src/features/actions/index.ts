export { default as ActionButtons } from './ActionButtons.vue';
export { default as ActionsDock } from './ActionsDock.vue';
export { endedIn, operationMark, operationWords, tellingOrder } from './operation-marks.ts';
export { default as RunCommands } from './RunCommands.vue';
export { default as RunCounts } from './RunCounts.vue';
export { useActions } from './use-actions.ts';
export { useOperationMarks } from './use-operation-marks.ts';
export { useRunOperations } from './use-run-operations.ts';
