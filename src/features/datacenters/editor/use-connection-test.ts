import { computed, onScopeDispose, shallowRef } from 'vue';
import type { ConnectionTest } from '#contract/connection-test.ts';
import type { AppError } from '#contract/errors.ts';
import { usePageContext } from '../../../engine/page-context.ts';
import type { Checked } from './check-draft.ts';

export type TestState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly test: ConnectionTest | null }
  | { readonly kind: 'done'; readonly test: ConnectionTest }
  | { readonly kind: 'failed'; readonly error: AppError };

/** Runs one connection test at a time; another start, or leaving, cancels it. */
export function useConnectionTest() {
  const { link } = usePageContext();
  const state = shallowRef<TestState>({ kind: 'idle' });
  /** What the state is a test of, as text. */
  const subject = shallowRef('');
  /** Progress may be told before the start is answered, so the latest of each job is kept until then. */
  const heard = new Map<string, ConnectionTest>();
  let jobId: string | null = null;
  let attempt = 0;
  let whenEnded: (() => void)[] = [];

  const settle = (next: TestState) => {
    state.value = next;
    if (next.kind === 'running') return;
    jobId = null;
    heard.clear();
    for (const resolve of whenEnded.splice(0)) resolve();
  };
  const progress = (test: ConnectionTest) => {
    settle(test.done ? { kind: 'done', test } : { kind: 'running', test });
  };
  const cancel = () => {
    attempt += 1;
    if (jobId !== null) void link.call('profiles.cancelTest', { jobId });
    if (state.value.kind === 'running') settle({ kind: 'idle' });
  };

  async function start(checked: Checked): Promise<void> {
    cancel();
    const mine = (attempt += 1);
    subject.value = JSON.stringify(checked);
    state.value = { kind: 'running', test: null };
    const started = await link.call('profiles.startTest', checked);
    if (mine !== attempt) {
      if (started.ok) void link.call('profiles.cancelTest', started.value);
      return;
    }
    if (!started.ok) {
      settle({ kind: 'failed', error: started.error });
      return;
    }
    jobId = started.value.jobId;
    const early = heard.get(jobId);
    if (early !== undefined) progress(early);
  }

  /** Resolves when the test has ended in whatever way. */
  const ended = () =>
    new Promise<void>((resolve) => {
      if (state.value.kind !== 'running') resolve();
      else whenEnded.push(resolve);
    });

  const stops = [
    link.on('profiles.testProgressed', (told) => {
      if (state.value.kind !== 'running') return;
      if (jobId === null) heard.set(told.jobId, told.test);
      else if (told.jobId === jobId) progress(told.test);
    }),
    // The engine that ran the test is gone, and with it the test.
    link.onConnected(() => {
      if (jobId !== null) settle({ kind: 'idle' });
    }),
  ];
  onScopeDispose(() => {
    cancel();
    for (const stop of stops) stop();
    whenEnded = [];
  });

  return {
    state: computed(() => state.value),
    start,
    cancel,
    ended,
    /** Whether the result is one of exactly this. */
    isOf: (checked: Checked) => subject.value === JSON.stringify(checked) && state.value.kind === 'done',
  };
}
