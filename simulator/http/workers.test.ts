import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../testing/fake-clock.ts';
import { Workers } from './workers.ts';

function work(workers: Workers, costMs: number, done: string[], name: string): void {
  void workers
    .run(
      () => name,
      () => costMs,
    )
    .then((result) => done.push(result === 'killed' ? `${name} killed` : result));
}

describe('the workers', () => {
  it('serve as many requests at a time as there are of them, the others in turn', async () => {
    const clock = new FakeClock();
    const workers = new Workers(2, clock);
    const done: string[] = [];
    for (const name of ['first', 'second', 'third']) work(workers, 100, done, name);

    await clock.advance(99);
    expect([done, workers.waiting]).toEqual([[], 1]);
    await clock.advance(1);
    expect([done, workers.waiting]).toEqual([['first', 'second'], 0]);
    await clock.advance(100);
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('are killed after 30 s with what they do, and serve again', async () => {
    const clock = new FakeClock();
    const workers = new Workers(1, clock);
    const done: string[] = [];
    work(workers, 40_000, done, 'endless');
    work(workers, 0, done, 'next');

    await clock.advance(29_999);
    expect(done).toEqual([]);
    await clock.advance(1);
    expect(done).toEqual(['endless killed', 'next']);
  });

  it('serve on after a job that throws', async () => {
    const workers = new Workers(1, new FakeClock());
    const failing = workers.run(
      () => {
        throw new Error('broken');
      },
      () => 0,
    );

    await expect(failing).rejects.toThrow('broken');
    expect(
      await workers.run(
        () => 'fine',
        () => 0,
      ),
    ).toBe('fine');
  });
});
