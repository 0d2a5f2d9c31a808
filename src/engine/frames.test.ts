import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createFrameScheduler } from './frames.ts';

let frames: (() => void)[];
let isHidden: boolean;
let ran: string[];
const note = (what: string) => () => {
  ran.push(what);
};
const frame = () => {
  for (const callback of frames.splice(0)) callback();
};
const microtask = () => Promise.resolve();

beforeEach(() => {
  [frames, isHidden, ran] = [[], false, []];
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
});
afterEach(() => {
  vi.unstubAllGlobals();
});

it('runs at once what comes first, and with the next frame what comes after it', async () => {
  const schedule = createFrameScheduler(() => isHidden);
  const [a, b] = [note('a'), note('b')];
  schedule(a);
  schedule(a);
  expect(ran).toEqual([]);
  await microtask();
  expect(ran).toEqual(['a']);

  schedule(b);
  schedule(a);
  schedule(b);
  await microtask();
  expect(ran).toEqual(['a']);
  frame();
  expect(ran).toEqual(['a', 'b', 'a']);
});

it('runs no more than once a frame, however much comes', async () => {
  const schedule = createFrameScheduler(() => isHidden);
  const a = note('a');
  for (let at = 0; at < 5; at += 1) {
    schedule(a);
    await microtask();
    frame();
    schedule(a);
    await microtask();
  }
  expect(ran).toHaveLength(6);
  expect(frames).toHaveLength(1);
});

it('is free again after a frame in which nothing was asked for', async () => {
  const schedule = createFrameScheduler(() => isHidden);
  schedule(note('a'));
  await microtask();
  frame();
  schedule(note('b'));
  await microtask();
  expect(ran).toEqual(['a', 'b']);
  expect(frames).toHaveLength(1);
});

it('does nothing while the page is hidden, and everything once when it is seen again', async () => {
  const schedule = createFrameScheduler(() => isHidden);
  const a = note('a');
  isHidden = true;
  schedule(a);
  await microtask();
  schedule(a);
  await microtask();
  expect(ran).toEqual([]);

  isHidden = false;
  frame();
  expect(ran).toEqual(['a']);
});
