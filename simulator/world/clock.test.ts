import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorldClock } from './clock.ts';
import { TaskQueue } from './task-queue.ts';

describe('the datacenter clock', () => {
  it('runs what is due in order, each at its own time', () => {
    const clock = new WorldClock({ startAt: 1000, speed: 0 });
    const seen: string[] = [];
    clock.after(30, () => seen.push(`late ${String(clock.now())}`));
    clock.after(10, () => {
      seen.push(`early ${String(clock.now())}`);
      clock.after(5, () => seen.push(`follow-up ${String(clock.now())}`));
    });

    clock.step(20);
    clock.step(20);

    expect(seen).toEqual(['early 1010', 'follow-up 1015', 'late 1030']);
    expect(clock.now()).toBe(1040);
  });

  it('passes as many times faster than real time as its speed says', () => {
    let real = 0;
    const clock = new WorldClock({ startAt: 0, speed: 60, realNow: () => real });

    real = 1000;
    clock.settle();

    expect(clock.now()).toBe(60_000);
  });

  it('keeps stepped time when real time passes too, and a new speed counts from its change on', () => {
    let real = 0;
    const clock = new WorldClock({ startAt: 0, speed: 1, realNow: () => real });

    real = 10;
    clock.step(1000);
    real = 20;
    clock.setSpeed(0);
    real = 500;
    clock.settle();

    expect(clock.now()).toBe(1020);
  });
});

describe('the task queue', () => {
  it('hands tasks out by due time, and in the order of their coming where that is the same', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), (dues) => {
        const queue = new TaskQueue();
        const ran: number[] = [];
        dues.forEach((due, at) => {
          queue.add(due, () => ran.push(at));
        });
        for (let task = queue.takeDue(Infinity); task !== undefined; task = queue.takeDue(Infinity))
          task.run();

        const expected = dues
          .map((due, at) => ({ due, at }))
          .toSorted((a, b) => a.due - b.due || a.at - b.at);
        expect(ran).toEqual(expected.map(({ at }) => at));
      }),
    );
  });
});
