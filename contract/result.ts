import type { AppError } from './errors.ts';

/** A success carrying its value. */
export type Ok<T> = { readonly ok: true; readonly value: T };

/** An expected failure, as data: it crosses a port, a socket or a function boundary alike. */
export type Err<E = AppError> = { readonly ok: false; readonly error: E };

/** What every fallible function of Nori answers. Bugs are thrown; expected failures never are. */
export type Result<T, E = AppError> = Ok<T> | Err<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

export const err = <E>(error: E): Err<E> => ({ ok: false, error });

/** Ends a `switch` over a closed union: adding a member is then a compile error, not a silent gap. */
export function assertNever(value: never): never {
  throw new Error(`unexpected member of a closed union: ${JSON.stringify(value)}`);
}
