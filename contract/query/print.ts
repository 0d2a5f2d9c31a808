import { endsWord, type Query } from './syntax.ts';

/** Writes a query so that parsing it gives the same tree again. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'all':
      return '';
    case 'and':
      return query.items.map((item) => printInside(item, 'or')).join(' ');
    case 'or':
      return query.items.map((item) => printInside(item, 'or')).join(' | ');
    case 'not':
      return `!${query.item.kind === 'and' ? `(${printQuery(query.item)})` : printInside(query.item, 'or')}`;
    case 'text':
      return printWord(query.text, true);
    case 'regex':
      return printRegex(query.pattern);
    case 'present':
      return `${query.field}?`;
    case 'field-regex':
      return `${query.field}:${printRegex(query.pattern)}`;
    case 'compare':
      return `${query.field}${query.operator}${printWord(query.value, false)}`;
  }
}

const printInside = (item: Query, parenthesised: Query['kind']): string =>
  item.kind === parenthesised ? `(${printQuery(item)})` : printQuery(item);

const printRegex = (pattern: string): string =>
  `/${pattern.replaceAll(/\\.|\//gs, (part) => (part === '/' ? '\\/' : part))}/`;

/** Quotes where a bare word would be read as something else; `isTerm` for a word standing on its own. */
export function printWord(word: string, isTerm: boolean): string {
  const special = isTerm ? /^[!/]|^[A-Za-z][A-Za-z0-9_-]*(?:[:=<>?]|!=|!:)/ : /^\//;
  const isBare = word !== '' && !special.test(word) && ![...word].some(endsWord);
  return isBare ? word : `"${word.replaceAll(/["\\]/g, '\\$&')}"`;
}
