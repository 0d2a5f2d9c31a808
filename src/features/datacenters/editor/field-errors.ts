import type { z } from 'zod';
import type { WordKey } from '../../../i18n/words.ts';
import type { Draft } from './draft.ts';

/** Words for what is wrong, by field: `url`, `accounts.0.id`, `headers.1.name`. */
export type FieldErrors = Map<string, WordKey>;

const words: readonly (readonly [path: RegExp, field: string, word: WordKey])[] = [
  [/^name$/, 'name', 'field.name'],
  [/^url$/, 'url', 'field.url'],
  [/^accounts$/, 'accounts', 'field.accounts'],
  [/^accounts\.\d+\.id$/, '$&', 'field.accountId'],
  [/^accounts\.\d+\.label$/, '$&', 'field.tooLong'],
  [/^auth\.username$/, 'username', 'field.username'],
  [/^headers(\.|$)/, 'headers', 'field.headers'],
  [/^tls\.ca$/, 'ca', 'field.tooLong'],
  [/^tls\.clientCertificate$/, 'clientCertificate', 'field.tooLong'],
  [/^proxy\.url$/, 'proxyUrl', 'field.proxyUrl'],
  [/^proxy\.username$/, 'proxyUsername', 'field.tooLong'],
  [/^polling\.fastIntervalMs$/, 'fastInterval', 'field.fastInterval'],
  [/^polling\.slowIntervalMs$/, 'slowInterval', 'field.slowInterval'],
  [/^polling\.requestTimeoutMs$/, 'requestTimeout', 'field.requestTimeout'],
];

/** Finds the field and the words for each thing that the schema found wrong. */
export function fieldErrorsOf({ issues }: z.ZodError): FieldErrors {
  const errors: FieldErrors = new Map();
  for (const { path: parts } of issues) {
    const path = parts.join('.');
    const known = words.find(([pattern]) => pattern.test(path));
    if (known === undefined) errors.set('form', 'field.other');
    else errors.set(known[1] === '$&' ? path : known[1], known[2]);
  }
  return errors;
}

const reservedHeaders = /^(x-vdc-account-uuid|host|content-length|transfer-encoding|connection)$/i;

/** What the schema can't see, or what a record of headers would hide by merging. */
export function ownChecks(draft: Draft): FieldErrors {
  const errors: FieldErrors = new Map();
  const url = URL.canParse(draft.url.trim()) ? new URL(draft.url.trim()) : null;
  if (url !== null && (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== ''))
    errors.set('url', 'field.urlParts');
  const accounts = draft.accounts.map(({ id }) => id.trim());
  for (const [at, id] of accounts.entries()) {
    if (id !== '' && accounts.indexOf(id) !== at)
      errors.set(`accounts.${String(at)}.id`, 'field.accountTwice');
  }
  const names = draft.headers.map(({ name }) => name.trim().toLowerCase());
  for (const [at, name] of names.entries()) {
    const field = `headers.${String(at)}.name`;
    if (!/^[a-z0-9-]{1,100}$/.test(name)) errors.set(field, 'field.headerName');
    else if (reservedHeaders.test(name)) errors.set(field, 'field.headerReserved');
    else if (names.indexOf(name) !== at) errors.set(field, 'field.headerTwice');
  }
  return errors;
}
