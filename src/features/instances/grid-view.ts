import { z } from 'zod';
import { type GridSort, narrowestColumn, widestColumn } from '../../components/grid/grid-column.ts';
import { columnIds, usualColumns } from './column-ids.ts';
import { deepestGrouping, type GroupBy, groupings } from './grouping.ts';

/** How many folded groups are worth remembering. */
const mostFolds = 2_000;

const firstSorts: readonly GridSort[] = [{ column: 'hostname', descending: false }];

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
/** What a later version may have added is left out; what is left counts. */
const known = <T extends string>(all: readonly T[]) =>
  z
    .array(z.unknown())
    .transform((values) =>
      unique(
        all.length === 0 ? [] : values.filter((value): value is T => all.some((each) => each === value)),
      ),
    );

/** How a person arranged the list. Everything unreadable is as if it had never been set. */
export const gridViewSchema = z.object({
  /** Null: the usual ones for the grouping. */
  columns: known(columnIds)
    .transform((columns) => (columns.length === 0 ? null : columns))
    .nullable()
    .catch(null),
  widths: z.record(z.string(), z.number().min(narrowestColumn).max(widestColumn)).catch({}),
  sorts: z
    .array(z.object({ column: z.enum(columnIds), descending: z.boolean() }))
    .min(1)
    .catch([...firstSorts] as { column: 'hostname'; descending: boolean }[]), // the schema's own mutable type
  groupBy: known(groupings)
    .transform((by) => by.slice(0, deepestGrouping))
    .catch(['host']),
  folds: z
    .object({ all: z.boolean(), except: z.array(z.string()).max(mostFolds) })
    .catch({ all: false, except: [] }),
});
export type GridView = z.output<typeof gridViewSchema>;
export const firstGridView: GridView = gridViewSchema.parse({});

/** A view with a name, to come back to. */
const savedViewSchema = z.object({
  name: z.string().trim().min(1).max(80),
  query: z.string().max(4_000).catch(''),
  view: gridViewSchema,
});
export type SavedView = z.output<typeof savedViewSchema>;

/** Saved views; one that can't be read costs none of the others. */
export const savedViewsSchema = z.array(z.unknown()).transform((views): readonly SavedView[] =>
  views.flatMap((view) => {
    const parsed = savedViewSchema.safeParse(view);
    return parsed.success ? [parsed.data] : [];
  }),
);

/** The order in which saved views are offered. */
export const byName = (a: SavedView, b: SavedView): number =>
  a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1;

/** The columns that a view shows. */
export const columnsOf = ({ columns, groupBy }: Pick<GridView, 'columns' | 'groupBy'>): readonly string[] =>
  columns ?? usualColumns(groupBy);

/** Whether headers are folded: all but some, or none but some. */
export type Folds = GridView['folds'];
export const isFolded = (
  { all, except }: { readonly all: boolean; readonly except: ReadonlySet<string> },
  key: string,
) => all !== except.has(key);

/** The folds after one header was opened or closed. */
export function toggleFold({ all, except }: Folds, key: string): Folds {
  const next = new Set(except);
  if (!next.delete(key)) next.add(key);
  // What is forgotten first is what was folded first.
  return { all, except: [...next].slice(-mostFolds) };
}

/** Groupings after one level was chosen; a level that repeats the other takes its place. */
export function chooseGrouping(groupBy: GroupBy, level: number, chosen: GroupBy[number] | null): GroupBy {
  if (chosen === null) return groupBy.slice(0, level);
  const rest = groupBy.filter((grouping, at) => at !== level && grouping !== chosen);
  return rest.toSpliced(level, 0, chosen).slice(0, deepestGrouping);
}
