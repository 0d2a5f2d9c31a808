/** A rectangle in screen coordinates, in device-independent pixels. */
export type Bounds = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Where the window was when it was last closed. */
export type WindowState = { readonly bounds: Bounds; readonly isMaximized: boolean };

/** Below this the page's grids make no sense. */
export const smallestWindow = { width: 880, height: 560 } as const;

const usualSize = { width: 1360, height: 860 } as const;

/** Reads a saved state; null for anything that is none. */
export function parseWindowState(text: string): WindowState | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // what can't be read is as good as absent: the window opens where it usually does
  }
  if (!isRecord(value) || typeof value.isMaximized !== 'boolean' || !isRecord(value.bounds)) return null;
  const { x, y, width, height } = value.bounds;
  if (!isPixels(x) || !isPixels(y) || !isPixels(width) || !isPixels(height)) return null;
  return { bounds: { x, y, width, height }, isMaximized: value.isMaximized };
}

/**
 * Where to open: where the window was, as far as a display still shows it, never larger than that display. Else
 * in the middle of the first display, which the caller gives as its work area.
 */
export function placeWindow(saved: WindowState | null, displays: readonly [Bounds, ...Bounds[]]): Bounds {
  const home = saved === null ? undefined : displays.find((area) => overlaps(saved.bounds, area));
  if (saved === null || home === undefined) return centred(displays[0]);
  const width = clamp(saved.bounds.width, smallestWindow.width, home.width);
  const height = clamp(saved.bounds.height, smallestWindow.height, home.height);
  return {
    width,
    height,
    x: clamp(saved.bounds.x, home.x, home.x + home.width - width),
    y: clamp(saved.bounds.y, home.y, home.y + home.height - height),
  };
}

function centred(area: Bounds): Bounds {
  const width = Math.min(usualSize.width, area.width);
  const height = Math.min(usualSize.height, area.height);
  return {
    width,
    height,
    x: area.x + Math.round((area.width - width) / 2),
    y: area.y + Math.round((area.height - height) / 2),
  };
}

/** Whether enough of the window shows on a display to take hold of it there. */
function overlaps(window: Bounds, area: Bounds): boolean {
  const across = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const down = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return across >= 100 && down >= 100;
}

/** Between both limits; the upper one wins on a display smaller than the smallest window. */
const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isPixels = (value: unknown): value is number => Number.isSafeInteger(value);
