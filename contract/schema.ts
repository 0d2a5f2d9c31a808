import { z } from 'zod';

/** An object schema whose inferred type is readonly. Unknown keys are dropped. */
export const shape = <const S extends z.ZodRawShape>(fields: S) => z.object(fields).readonly();

/** An array schema whose inferred type is readonly. */
export const list = <S extends z.ZodType>(item: S) => z.array(item).readonly();

/** A string schema with a compile-time brand, for ids that must not be mixed up. */
export const branded = <const B extends string>(brand: B) => z.string().min(1).max(255).brand(brand);

/** Milliseconds since the epoch, as every time in Nori's data is. */
export const timestamp = z.number();
