// @vitest-environment happy-dom
import { beforeEach, expect, it, vi } from 'vitest';
import { type AddressBar, createAddressBar } from './address-bar.ts';

let bar: AddressBar;
const written = () => location.hash;
const painted = () => vi.waitFor(() => expect(written()).toBe(bar.read()));

beforeEach(() => {
  history.replaceState(null, '', '#/start');
  bar = createAddressBar();
});

it('says at once where the page is, and writes corrections once after a frame', async () => {
  const replaceState = vi.spyOn(history, 'replaceState');
  bar.replace('#/a');
  bar.replace('#/ab');
  expect([bar.read(), written()]).toEqual(['#/ab', '#/start']);

  await painted();
  expect(written()).toBe('#/ab');
  expect(replaceState).toHaveBeenCalledOnce();
  replaceState.mockRestore();

  bar.replace('#/abc');
  await painted();
  expect(written()).toBe('#/abc');
});

it('corrects the step that was meant before it makes another, or goes back', () => {
  const steps: string[] = [];
  const replaceState = vi
    .spyOn(history, 'replaceState')
    .mockImplementation((_, __, to) => steps.push(`=${String(to)}`));
  const pushState = vi
    .spyOn(history, 'pushState')
    .mockImplementation((_, __, to) => steps.push(`+${String(to)}`));
  const back = vi.spyOn(history, 'back').mockImplementation(() => steps.push('back'));
  bar.replace('#/a');
  bar.push('#/b');
  bar.replace('#/c');
  bar.back();
  expect(steps).toEqual(['=#/a', '+#/b', '=#/c', 'back']);
  for (const spy of [replaceState, pushState, back]) spy.mockRestore();
});

it('forgets a correction of a step that was left before it was written', async () => {
  const moved = vi.fn();
  const stop = bar.onMoved(moved);
  bar.replace('#/a');
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(moved).toHaveBeenCalledOnce();
  expect(bar.read()).toBe('#/start');
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  expect(written()).toBe('#/start');

  stop();
  window.dispatchEvent(new PopStateEvent('popstate'));
  expect(moved).toHaveBeenCalledOnce();
});
