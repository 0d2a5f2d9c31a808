import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useTileHint } from './tile-words.ts';

export type TilePointerOptions = {
  readonly point: (key: RecordKey, event: MouseEvent) => void;
  readonly open: (key: RecordKey) => void;
};

/** One set of listeners for all tiles of a column: thousands of their own would cost more than the tiles. */
export function useTilePointer({ point, open }: TilePointerOptions) {
  const instances = useInstancesStore();
  const hintOf = useTileHint();

  const rowAt = ({ target }: MouseEvent): InstanceRow | undefined => {
    const tile = target instanceof Element ? target.closest<HTMLElement>('[data-key]') : null;
    return instances.table.get((tile?.dataset['key'] ?? '') as RecordKey); // whatever is no key finds nothing
  };

  return {
    onClick: (event: MouseEvent) => {
      const row = rowAt(event);
      if (row !== undefined) point(row.key, event);
    },
    onDoubleClick: (event: MouseEvent) => {
      const row = rowAt(event);
      if (row !== undefined) open(row.key);
    },
    /** The tooltip is made when the pointer comes. */
    onHover: (event: MouseEvent) => {
      const row = rowAt(event);
      if (row !== undefined && event.target instanceof HTMLElement) event.target.title = hintOf(row);
    },
  };
}
