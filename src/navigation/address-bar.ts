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

/** The browser's own. Only the fragment ever changes: every host may serve the page from wherever it likes. */
export const windowAddressBar: AddressBar = {
  read: () => location.hash,
  push: (fragment) => {
    history.pushState(null, '', fragment);
  },
  replace: (fragment) => {
    history.replaceState(null, '', fragment);
  },
  back: () => {
    history.back();
  },
  onMoved: (callback) => {
    // Only back, forward and typing a new fragment raise it; `push` and `replace` do not.
    window.addEventListener('popstate', callback);
    return () => {
      window.removeEventListener('popstate', callback);
    };
  },
};
