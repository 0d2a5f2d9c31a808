/** Whether anybody can see the page: a port, so that tests need no browser. */
export interface PageVisibility {
  isHidden(): boolean;
  /** Tells that the answer may have changed; the function answered stops it. */
  onChanged(callback: () => void): () => void;
}

export const documentVisibility: PageVisibility = {
  isHidden: () => document.hidden,
  onChanged: (callback) => {
    document.addEventListener('visibilitychange', callback);
    return () => {
      document.removeEventListener('visibilitychange', callback);
    };
  },
};
