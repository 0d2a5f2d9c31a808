import { shallowRef } from 'vue';

/** A header dragged less far was clicked. */
const dragFromPx = 6;

/** Follows the pointer from its press on an element until its release. */
export function followPointer(
  event: PointerEvent,
  { move, end }: { readonly move: (at: PointerEvent) => void; readonly end?: () => void },
): void {
  const element = event.currentTarget;
  if (!(element instanceof HTMLElement) || event.button !== 0) return;
  element.setPointerCapture(event.pointerId);
  element.addEventListener('pointermove', move);
  element.addEventListener(
    'lostpointercapture',
    () => {
      element.removeEventListener('pointermove', move);
      end?.();
    },
    { once: true },
  );
}

/** Where a dragged column would go: before the heading at `before`, or last. */
export type ColumnDrag = { readonly column: string; readonly before: number };

/** Dragging headings to other places. `headings` are their elements, in order. */
export function useColumnDrag(options: {
  readonly headings: () => readonly Element[];
  readonly drop: (drag: ColumnDrag) => void;
}) {
  const drag = shallowRef<ColumnDrag | null>(null);
  let wasDragged = false;

  const placeAt = (x: number): number => {
    const middles = options.headings().map((heading) => {
      const { left, width } = heading.getBoundingClientRect();
      return left + width / 2;
    });
    const at = middles.findIndex((middle) => x < middle);
    return at < 0 ? middles.length : at;
  };

  return {
    drag,
    start: (event: PointerEvent, column: string) => {
      const from = event.clientX;
      wasDragged = false;
      followPointer(event, {
        move: (at) => {
          if (drag.value === null && Math.abs(at.clientX - from) < dragFromPx) return;
          wasDragged = true;
          drag.value = { column, before: placeAt(at.clientX) };
        },
        end: () => {
          if (drag.value !== null) options.drop(drag.value);
          drag.value = null;
        },
      });
    },
    /** Whether the click that follows is the end of a drag. */
    wasDragged: () => wasDragged,
  };
}
