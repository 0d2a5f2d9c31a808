import { SYSTEM_ACCOUNT } from '../world/database.ts';
import type { Account, Row } from '../world/records.ts';
import type { Table } from '../world/table.ts';
import type { World } from '../world/world.ts';
import type { DocumentValue, Fields } from './document.ts';
import { ApiError, InternalError } from './errors.ts';
import { toInteger, type Parameter, type ParameterMap } from './rack-parameters.ts';

/** What an operation works with. */
export type Context = {
  readonly world: World;
  readonly account: Account;
  readonly parameters: ParameterMap;
  /** The id in the path; empty for operations on the collection. */
  readonly id: string;
};

export type Outcome = {
  readonly document: DocumentValue;
  /** How many records were rendered, which is what a request costs. */
  readonly records: number;
};

export type Operation = (context: Context) => Outcome;

export const answer = (document: DocumentValue): Outcome => ({ document, records: 1 });

/**
 * Looks a record up as dcmgr does: a wrong prefix is an unforeseen error, and a JSON number is taken for the internal key.
 * Undefined when there is no such record.
 */
export function find<Record extends Row>(table: Table<Record>, id: Parameter): Record | undefined {
  if (typeof id === 'number') return table.byPk(id);
  if (typeof id !== 'string' || !id.startsWith(`${table.prefix}-`)) {
    throw new InternalError(`${String(id)} is no ${table.prefix}- id`);
  }
  return table.get(id);
}

/** As `find`, but an unknown id is error 100. */
export function findOrFail<Record extends Row>(table: Table<Record>, id: Parameter): Record {
  const record = find(table, id);
  if (record === undefined) throw new ApiError('UnknownUUIDResource', String(id));
  return record;
}

/** Whether the caller counts as owner: the datacenter's system account owns everything. */
export function owns({ account }: Context, row: Row): boolean {
  return row.accountId === account.id || account.id === SYSTEM_ACCOUNT;
}

export function requireOwner(context: Context, row: Row): void {
  if (!owns(context, row)) throw new ApiError('OperationNotPermitted');
}

export const isGiven = (parameter: Parameter): parameter is Exclude<Parameter, null | undefined> =>
  parameter != null;

/** A text parameter cut to its column; null when it was left out. */
export function textOrNull(parameter: Parameter, columnLength = 255): string | null {
  if (!isGiven(parameter)) return null;
  if (typeof parameter === 'object') throw new InternalError('expected a text');
  return String(parameter).slice(0, columnLength);
}

/** A page of an index: `start` counts only together with a `limit`, and only the page's own records are rendered. */
export function page<Record>(
  { parameters }: Context,
  rows: readonly Record[],
  render: (row: Record) => Fields,
): Outcome {
  const start = Math.max(0, toInteger(parameters['start']));
  const limit = toInteger(parameters['limit']);
  const shown = limit >= 1 ? rows.slice(start, start + limit) : rows;
  const document = [
    { owner_total: rows.length, start, limit: limit >= 1 ? limit : null, results: shown.map(render) },
  ];
  return { document, records: shown.length };
}
