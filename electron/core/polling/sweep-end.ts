import { type AppError, appError } from '#contract/errors.ts';
import type { ResourceId } from '#contract/ids.ts';
import type { ListOrder } from './list-order.ts';
import type { SweptPlaces } from './swept-places.ts';
import { patience } from './unreadable-search.ts';

/** What a sweep asks for next. */
export type SweepRequest = { readonly start: number; readonly limit: number };

/** How a sweep ended. */
export type SweepEnd =
  | {
      readonly kind: 'complete';
      readonly ownerTotal: number;
      /** Every id met, also of records that did not decode. */
      readonly seen: ReadonlySet<ResourceId>;
      readonly order: ListOrder;
      /** False when pages contradicted themselves: then a record that was missed proves nothing. */
      readonly trusted: boolean;
      /**
       * Whether every readable record that was listed all along was met. False when places were given up, or when
       * the list changed while unreadable ones were sought: an answer of 500 doesn't say where it was.
       */
      readonly exact: boolean;
      /** Whether the unreadable places of `order` are where it says, as far as it can be known. */
      readonly sure: boolean;
      /** `order` with no unreadable places but those that are sure; the others count as unread. */
      readonly memory: ListOrder;
      /** What made it untrusted. */
      readonly doubt: AppError | null;
    }
  | { readonly kind: 'failed'; readonly error: AppError };

type Found = {
  readonly ownerTotal: number;
  readonly seen: ReadonlySet<ResourceId>;
  readonly places: SweptPlaces;
  readonly sure: boolean;
  readonly doubt: AppError | null;
};

/** The list was read to its end. `places` are proved already as far as they can be. */
export function completed({ ownerTotal, seen, places, sure, doubt }: Found): SweepEnd {
  const order = places.orderWith('unreadable');
  const exact = sure && order.unread === 0 && !order.hasUnnamed && order.longestUnreadableRun <= patience;
  const memory = sure ? order : places.orderWith('unread');
  return { kind: 'complete', ownerTotal, seen, order, trusted: doubt === null, exact, sure, memory, doubt };
}

/** The list repeats itself without end: `list/cyclic-pages`, after so many records were read. */
export const cyclic = (read: number): SweepEnd => ({
  kind: 'failed',
  error: appError('list/cyclic-pages', 'pages repeat without end', { read }),
});

/** Every page failed as far as was looked, or one did that holds no record: `endpoint/server-error`. */
export const hopeless = (): SweepEnd => ({
  kind: 'failed',
  error: appError('endpoint/server-error', 'no record of the list can be read', { status: 500 }),
});
