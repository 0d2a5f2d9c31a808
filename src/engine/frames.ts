/**
 * Runs callbacks soon, each once however often it was asked for: at once if nothing has run since the last frame,
 * since to wait for the next would only add to what people wait, and with that frame otherwise. While the page is
 * hidden no frame comes: everything waits and is done once when it is seen again.
 */
export function createFrameScheduler(isHidden: () => boolean): (callback: () => void) => void {
  const waiting = new Set<() => void>();
  /** Whether what is asked for next can run at once. */
  let isFree = true;
  const run = () => {
    requestAnimationFrame(onFrame);
    const due = [...waiting];
    waiting.clear();
    for (const callback of due) callback();
  };
  const onFrame = () => {
    if (waiting.size > 0) run();
    else isFree = true;
  };
  return (callback) => {
    waiting.add(callback);
    if (!isFree) return;
    isFree = false;
    if (isHidden()) requestAnimationFrame(onFrame);
    else queueMicrotask(run);
  };
}

/** Runs a callback once the next frame has been painted, so that nothing in it waits for this; soon where none comes. */
export function afterPaint(callback: () => void): void {
  if (document.hidden) setTimeout(callback);
  else requestAnimationFrame(() => setTimeout(callback));
}
