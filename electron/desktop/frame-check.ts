import { pageOrigin } from './own-origin.ts';

/** What the check needs to know of Electron's `WebFrameMain`. */
export interface Frame {
  readonly origin: string;
  readonly parent: unknown;
  isDestroyed(): boolean;
}

/**
 * Whether a frame that asks for a port is the page itself: the window's main frame, at the page's own origin,
 * still there. Null is a frame that was gone before its message arrived.
 */
export function isOwnFrame(frame: Frame | null): boolean {
  return frame !== null && !frame.isDestroyed() && frame.parent === null && frame.origin === pageOrigin;
}
