import { onScopeDispose } from 'vue';
import { usePageContext } from '../engine/page-context.ts';
import { type ShortcutAction, typeKey } from './shortcuts.ts';

/** How long a begun sequence waits for its next key. */
const patienceMs = 1_500;

/** Listens for shortcuts on the whole page, but not where a person types nor under a dialog. */
export function useShortcuts(run: (action: ShortcutAction) => void): void {
  const { timers } = usePageContext();
  let pending: readonly string[] = [];
  let cancelForgetting = (): void => undefined;

  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Shift' || isTakenElsewhere(event.target)) return;
    const typed = typeKey(pending, event.key);
    pending = typed.pending;
    cancelForgetting();
    cancelForgetting = timers.after(patienceMs, () => {
      pending = [];
    });
    if (typed.action === null) return;
    event.preventDefault();
    run(typed.action);
  };

  window.addEventListener('keydown', onKey);
  onScopeDispose(() => {
    window.removeEventListener('keydown', onKey);
    cancelForgetting();
  });
}

const isTakenElsewhere = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, textarea, select, dialog[open]') !== null);
