import type { InstanceRow } from '#contract/inventory.ts';
import type { GridColumn } from '../../components/grid/grid-column.ts';
import { formatDateTime, formatMemory } from '../../i18n/format.ts';
import type { Words } from '../../i18n/words.ts';
import { naturalKey } from '../../lists/natural-order.ts';
import type { InstanceNames } from './names.ts';
import { isKnownState, stateMark, stateSortKey, statusMark } from './state-marks.ts';

export type ColumnContext = {
  readonly t: Words;
  readonly names: InstanceNames;
  readonly seen: {
    readonly text: (row: InstanceRow) => string;
    readonly classes: (row: InstanceRow) => string;
    readonly hint: (row: InstanceRow) => string;
    readonly at: (row: InstanceRow) => number;
  };
};

export const stateWord = (state: string, t: Words): string =>
  isKnownState(state) ? t(`state.${state}`) : state;

/** `status` says something only of a running instance: a stopped one keeps its last, often `online`. */
export function statusWord({ state, status }: InstanceRow, t: Words): string {
  if (state !== 'running') return '';
  return status === 'online' || status === 'offline' || status === 'init' ? t(`status.${status}`) : status;
}

const addressesOf = ({ addresses, natAddresses }: InstanceRow): string =>
  natAddresses.length === 0 ? addresses.join(', ') : [...addresses, ...natAddresses].join(', ');
const imageText = (row: InstanceRow, names: InstanceNames): string => names.image(row) ?? row.imageId;

/** The columns of the instance list. Words are found once here, not once a cell. */
export function instanceColumns({ t, names, seen }: ColumnContext): readonly GridColumn<InstanceRow>[] {
  const natural = (text: (row: InstanceRow) => string) => (row: InstanceRow) => naturalKey(text(row));
  const word = (id: string, title: string, width: number, text: (row: InstanceRow) => string) => ({
    id,
    title,
    width,
    text,
    sortKey: natural(text),
  });
  const states = new Map<string, string>();
  const stateText = ({ state }: InstanceRow) => {
    const known = states.get(state) ?? stateWord(state, t);
    states.set(state, known);
    return known;
  };
  return [
    {
      ...word('hostname', t('column.hostname'), 190, (row) => row.hostname),
      classes: () => 'cell-name',
      opens: true,
    },
    { ...word('id', t('column.id'), 108, (row) => row.id), classes: () => 'mono cell-soft' },
    {
      ...word('state', t('column.state'), 144, stateText),
      classes: (row) => stateMark(row.state),
      sortKey: (row) => stateSortKey(row.state),
    },
    {
      ...word('status', t('column.status'), 96, (row) => statusWord(row, t)),
      classes: (row) => (row.state === 'running' ? statusMark(row.status) : ''),
    },
    word('spec', t('column.spec'), 112, (row) => row.instanceSpecId),
    {
      ...word('image', t('column.image'), 170, (row) => imageText(row, names)),
      hint: (row) => (names.image(row) === null ? row.imageId : `${imageText(row, names)} (${row.imageId})`),
    },
    {
      ...word('cores', t('column.cores'), 64, (row) => String(row.cpuCores)),
      alignEnd: true,
      sortKey: (row) => row.cpuCores,
    },
    {
      ...word('memory', t('column.memory'), 84, (row) => formatMemory(row.memoryMb)),
      alignEnd: true,
      sortKey: (row) => row.memoryMb,
    },
    word('addresses', t('column.addresses'), 168, addressesOf),
    {
      ...word('account', t('column.account'), 128, (row) => names.account(row)),
      hint: (row) =>
        [row.owner ?? '', ...row.accounts].filter((id, at, all) => id && all.indexOf(id) === at).join(', '),
    },
    {
      ...word('created', t('column.created'), 144, (row) => formatDateTime(row.createdAt)),
      sortKey: (row) => row.createdAt,
    },
    {
      ...word('seen', t('column.seen'), 112, seen.text),
      classes: seen.classes,
      hint: seen.hint,
      sortKey: seen.at,
    },
  ];
}

/**
 * Makes the text that the filter looks in: everything a person can see of a row, in lower case. Words are found
 * once a state, since there may be a hundred thousand rows.
 */
export function instanceText({ t, names }: Pick<ColumnContext, 't' | 'names'>): (row: InstanceRow) => string {
  const words = new Map<string, string>();
  const stateText = (row: InstanceRow): string => {
    const key = `${row.state} ${row.status}`;
    const known = words.get(key) ?? `${row.state}\n${stateWord(row.state, t)}\n${statusWord(row, t)}`;
    words.set(key, known);
    return known;
  };
  return (row) => {
    const { datacenterId, hostNodeId } = row;
    const host = hostNodeId === null ? '' : `${hostNodeId}\n${names.host(datacenterId, hostNodeId) ?? ''}`;
    const image = `${row.imageId}\n${names.image(row) ?? ''}`;
    const account = `${row.owner ?? ''}\n${names.account(row)}\n${names.datacenter(datacenterId)}`;
    const own = `${row.hostname}\n${row.id}\n${row.instanceSpecId}\n${addressesOf(row)}`;
    return `${own}\n${stateText(row)}\n${image}\n${host}\n${account}`.toLowerCase();
  };
}
