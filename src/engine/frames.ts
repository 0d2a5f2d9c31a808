/**
 * Runs callbacks on the next frame, each once however often it was asked for. While the page is hidden no frame
 * comes: everything waits and is done once when it is seen again.
 */
export function createFrameScheduler(): (callback: () => void) => void {
  const waiting = new Set<() => void>();
  const run = () => {
    const due = [...waiting];
    waiting.clear();
    for (const callback of due) callback();
  };
  return (callback) => {
    if (waiting.size === 0) requestAnimationFrame(run);
    waiting.add(callback);
  };
}
