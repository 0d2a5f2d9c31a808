import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

const dayMs = 24 * 60 * 60 * 1000;

// The port itself is under test here, so the machine's timers are what is replaced.
describe('systemClock', () => {
  beforeEach(() => vi.useFakeTimers({ now: 5_000 }));
  afterEach(() => vi.useRealTimers());

  it('tells the time, and how much of it has passed', () => {
    const began = systemClock.elapsed();

    vi.advanceTimersByTime(250);

    expect([systemClock.now(), systemClock.elapsed() - began]).toEqual([5_250, 250]);
  });

  it('calls back once, when the time has come', () => {
    let calls = 0;
    systemClock.after(100, () => calls++);

    vi.advanceTimersByTime(99);
    expect(calls).toBe(0);
    vi.advanceTimersByTime(1_000);
    expect(calls).toBe(1);
  });

  it('waits longer than one timer of the machine can', () => {
    let calls = 0;
    const cancel = systemClock.after(60 * dayMs, () => calls++);
    systemClock.after(60 * dayMs, () => calls++);

    vi.advanceTimersByTime(59 * dayMs);
    expect(calls).toBe(0);
    cancel();
    vi.advanceTimersByTime(dayMs);
    expect([calls, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('does not call back when cancelled', () => {
    let calls = 0;
    const cancel = systemClock.after(10, () => calls++);

    cancel();
    vi.advanceTimersByTime(20);

    expect(calls).toBe(0);
  });
});
