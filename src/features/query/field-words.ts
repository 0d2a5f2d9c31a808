import { changeField, operationField, queryField } from '../../i18n/en/query.ts';
import type { Words } from '../../i18n/words.ts';
import type { QuerySubject } from './understood-query.ts';

/** What a field holds, in words; null where there are none. A test sees to it that there are for every one. */
export function fieldWord(subject: QuerySubject, name: string, t: Words): string | null {
  switch (subject) {
    case 'instances':
      return isKeyOf(queryField, name) ? t(`queryField.${name}`) : null;
    case 'operations':
      return isKeyOf(operationField, name) ? t(`operationField.${name}`) : null;
    case 'changes':
      return isKeyOf(changeField, name) ? t(`changeField.${name}`) : null;
  }
}

const isKeyOf = <O extends object>(words: O, name: string): name is keyof O & string =>
  Object.hasOwn(words, name);
