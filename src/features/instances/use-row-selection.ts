import type { InstanceRow } from '#contract/inventory.ts';
import type { ChooseMode } from '../../components/grid/use-grid-input.ts';
import { isHeader, type ListHeader, ParentGroup } from '../../lists/parent-group.ts';
import { useSelectionStore } from '../../stores/selection.ts';
import type { InstanceList } from './use-instance-list.ts';

const rowsUnder = (header: ListHeader<InstanceRow>): readonly InstanceRow[] =>
  header instanceof ParentGroup ? header.groups.flatMap(({ members }) => members) : header.members;

/** Choosing rows in the list. What is chosen lasts whatever the list shows. */
export function useRowSelection(list: InstanceList) {
  const selection = useSelectionStore();

  function toggleAll(rows: readonly InstanceRow[]): void {
    const keys = rows.map(({ key }) => key);
    if (keys.every((key) => selection.keys.has(key))) selection.drop(keys);
    else selection.addAll(keys);
  }

  function extendTo(line: number): void {
    const { lines } = list;
    const anchor = selection.anchor === null ? -1 : lines.value.lineOfRow(selection.anchor);
    const rows = lines.value.rowsBetween(anchor < 0 ? line : anchor, line);
    if (rows.length > 0) selection.extendTo(rows.map(({ key }) => key));
  }

  function choose(line: number, mode: ChooseMode): void {
    if (mode === 'range') {
      extendTo(line);
      return;
    }
    const item = list.lines.value.at(line);
    if (item === undefined) return;
    if (isHeader(item)) toggleAll(rowsUnder(item));
    else if (mode === 'toggle') selection.toggle(item.key);
    else selection.replace([item.key]);
  }

  return {
    choose,
    /** All that match, in folded groups too, and nothing else. */
    chooseAll: () => {
      selection.replace(list.list.value.groups.flatMap(({ members }) => members.map(({ key }) => key)));
    },
  };
}
