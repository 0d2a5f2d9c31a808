import { describe, expect, it } from 'vitest';
import { FakeClock } from './fake-clock.ts';

describe('FakeClock', () => {
  it('runs due timers in order of time, then of asking, each at its own time', async () => {
    const clock = new FakeClock();
    const ran: string[] = [];
    const note = (name: string) => () => ran.push(`${name}@${String(clock.elapsed())}`);
    clock.after(20, note('late'));
    clock.after(10, note('first'));
    clock.after(10, note('second'));
    clock.after(21, note('not yet'));

    await clock.advance(20);

    expect(ran).toEqual(['first@10', 'second@10', 'late@20']);
    expect(clock.pendingTimers).toBe(1);
  });

  it('lets promises settle between timers, so that a loop of awaits keeps its pace', async () => {
    const clock = new FakeClock();
    const ticks: number[] = [];
    const loop = async () => {
      for (;;) {
        await new Promise<void>((resolve) => clock.after(10, resolve));
        ticks.push(clock.elapsed());
      }
    };
    void loop();

    await clock.advance(35);

    expect(ticks).toEqual([10, 20, 30]);
  });

  it('does not run a cancelled timer', async () => {
    const clock = new FakeClock();
    let ran = false;
    const cancel = clock.after(5, () => (ran = true));

    cancel();
    await clock.advance(10);

    expect(ran).toBe(false);
  });

  it('moves the wall clock without moving elapsed time', async () => {
    const clock = new FakeClock(1_000);
    await clock.advance(500);

    clock.setWallClock(99_000);

    expect([clock.now(), clock.elapsed()]).toEqual([99_000, 500]);
    await clock.advance(1);
    expect(clock.now()).toBe(99_001);
  });
});
