import type { Page } from '@playwright/test';

/** What measures time in a page, ours or another's, by the same rule. */
export type PageClock = {
  /**
   * Milliseconds from an act until a frame is painted that shows its effect. The act comes right after a frame, so
   * that none is found half-way: an act without effect costs a whole frame.
   */
  readonly timeToPaint: (act: () => void, isShown: () => boolean) => Promise<number>;
  /** The ids of the instances in the drawn rows. */
  readonly drawnIds: (row: string) => readonly string[];
  /** The same until other instances are on the screen, going by their ids: ages move by themselves. */
  readonly timeToOthers: (act: () => void, row: string) => Promise<number>;
  /** Milliseconds between the frames of some time, while a step is taken before each. */
  readonly framesWhile: (step: () => void, forMs: number) => Promise<readonly number[]>;
};

declare global {
  interface Window {
    readonly clock: PageClock;
  }
}

/** Puts a clock into every page that this one opens. */
export async function installClock(page: Page): Promise<void> {
  await page.addInitScript(makeClock);
}

/** Runs in the page, so it brings everything with it. */
function makeClock(): void {
  const patienceMs = 20_000;
  const afterTask = (): Promise<void> =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(null);
    });
  /** A task posted by the frame's last callback runs when that frame is laid out and painted. */
  const painted = (): Promise<void> =>
    new Promise((resolve) => requestAnimationFrame(() => void afterTask().then(resolve)));

  const clock: PageClock = {
    timeToPaint: async (act, isShown) => {
      await painted();
      const from = performance.now();
      act();
      for (;;) {
        await painted();
        const at = performance.now(); // looking costs time too, which is not the page's
        if (isShown()) return at - from;
        if (at > from + patienceMs) throw new Error('the page never showed it');
      }
    },
    drawnIds: (row) =>
      [...document.querySelectorAll<HTMLElement>(row)].flatMap(
        ({ dataset, textContent }) => /i-[a-z0-9]{8}/.exec(dataset['key'] ?? textContent)?.[0] ?? [],
      ),
    timeToOthers: (act, row) => {
      const before = clock.drawnIds(row).join();
      return clock.timeToPaint(act, () => clock.drawnIds(row).join() !== before);
    },
    framesWhile: async (step, forMs) => {
      const frames: number[] = [];
      let last = performance.now();
      for (const end = last + forMs; last < end;) {
        step();
        await painted();
        const now = performance.now();
        frames.push(now - last);
        last = now;
      }
      return frames;
    },
  };
  Object.assign(window, { clock });
}
