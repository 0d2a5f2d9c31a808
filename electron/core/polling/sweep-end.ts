import type { AppError } from '#contract/errors.ts';
import type { ResourceId } from '#contract/ids.ts';
import type { ListOrder } from './list-order.ts';

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
