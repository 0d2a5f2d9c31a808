/** Tells when the page has gone from light to dark or back, for what is not drawn by style sheets. */
export function onAppearanceChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  observer.observe(document.documentElement, { attributeFilter: ['data-appearance'] });
  return () => {
    observer.disconnect();
  };
}
