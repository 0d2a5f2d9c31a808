import { afterPaint } from '../engine/frames.ts';

/** The page's address as navigation sees it: a port, so that tests need no browser. */
export interface AddressBar {
  /** The URL's fragment, with its `#`. */
  read(): string;
  /** A step that back undoes. */
  push(fragment: string): void;
  /** Corrects the present step. */
  replace(fragment: string): void;
  /** Undoes the last step, which then is told as any move. */
  back(): void;
  /** Tells of back, forward and addresses typed by hand; the function answered stops it. */
  onMoved(callback: () => void): () => void;
}

/**
 * The browser's own. Only the fragment ever changes: every host may serve the page from wherever it likes. Corrections
 * are written once what they show has been painted, since to write one costs a browser longer than to find a text.
 */
export function createAddressBar(): AddressBar {
  let correction: string | null = null;
  const write = () => {
    const due = correction;
    correction = null; // first: browsers refuse what comes too often, and the next correction must be asked for again
    if (due !== null) history.replaceState(null, '', due);
  };
  return {
    read: () => correction ?? location.hash,
    push: (fragment) => {
      write();
      history.pushState(null, '', fragment);
    },
    replace: (fragment) => {
      if (correction === null) afterPaint(write);
      correction = fragment;
    },
    back: () => {
      write();
      history.back();
    },
    onMoved: (callback) => {
      const onMoved = () => {
        correction = null; // it was of the step that has been left
        callback();
      };
      // Only back, forward and typing a new fragment raise it; `push` and `replace` do not.
      window.addEventListener('popstate', onMoved);
      return () => {
        window.removeEventListener('popstate', onMoved);
      };
    },
  };
}
