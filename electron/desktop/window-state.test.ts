import { describe, expect, it } from 'vitest';
import { parseWindowState, placeWindow, smallestWindow } from './window-state.ts';

const screen = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 1280, height: 1024 };
const saved = (x: number, y: number, width = 1000, height = 700) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
});

describe('a saved window state', () => {
  it('reads as it was written', () => {
    expect(parseWindowState(JSON.stringify(saved(10, 20)))).toEqual(saved(10, 20));
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"bounds":null,"isMaximized":true}',
    '{"bounds":{"x":0,"y":0,"width":1e400,"height":1},"isMaximized":true}',
    '{"bounds":{"x":"0","y":0,"width":1,"height":1},"isMaximized":true}',
    '{"bounds":{"x":0,"y":0,"width":1,"height":1}}',
  ])('is none: %s', (text) => {
    expect(parseWindowState(text)).toBeNull();
  });
});

describe('the window', () => {
  it('opens where it was, on whichever display that is', () => {
    expect(placeWindow(saved(100, 100), [screen])).toEqual(saved(100, 100).bounds);
    expect(placeWindow(saved(2000, 50), [screen, second])).toEqual(saved(2000, 50).bounds);
  });

  it('opens in the middle of the first display at first, and when its display is gone', () => {
    const middle = { x: 280, y: 123, width: 1360, height: 860 };

    expect(placeWindow(null, [screen])).toEqual(middle);
    expect(placeWindow(saved(2000, 50), [screen])).toEqual(middle);
    expect(placeWindow(saved(-5000, -5000), [screen, second])).toEqual(middle);
  });

  it('is brought back whole where part of it would not show', () => {
    expect(placeWindow(saved(1800, 900), [screen])).toEqual({ x: 920, y: 380, width: 1000, height: 700 });
    expect(placeWindow(saved(-500, -300), [screen])).toEqual({ x: 0, y: 25, width: 1000, height: 700 });
  });

  it('is neither larger than its display nor smaller than its contents need', () => {
    expect(placeWindow(saved(0, 25, 9000, 9000), [screen])).toEqual(screen);
    expect(placeWindow(saved(0, 25, 200, 200), [screen])).toMatchObject(smallestWindow);
    const tiny = { x: 0, y: 0, width: 640, height: 480 };
    expect(placeWindow(saved(0, 0), [tiny])).toEqual(tiny);
  });
});
