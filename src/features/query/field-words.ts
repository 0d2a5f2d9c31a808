import { queryField } from '../../i18n/en/query.ts';

type Described = keyof typeof queryField;

/** The field's name where there are words for it. A test sees to it that there are for every one. */
export const describedField = (name: string): Described | null =>
  Object.hasOwn(queryField, name) ? (name as Described) : null; // checked beside
