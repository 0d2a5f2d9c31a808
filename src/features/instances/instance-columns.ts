import type { InstanceRow } from '#contract/inventory.ts';
import type { GridColumn } from '../../components/grid/grid-column.ts';
import type { CellValue } from '../../export/index.ts';
import { formatAge, formatDateTime, formatMemory, formatSpan, rememberingSpans } from '../../i18n/format.ts';
import type { Words } from '../../i18n/words.ts';
import { naturalKey } from '../../lists/natural-order.ts';
import type { InstanceNames } from '../../names/use-instance-names.ts';
import type { ColumnId } from './column-ids.ts';
import { isKnownState, stateMark, stateSortKey, statusMark } from './state-marks.ts';

export type InstanceColumn = GridColumn<InstanceRow> & {
  readonly id: ColumnId;
  readonly value: (row: InstanceRow) => CellValue;
  /** Of the values, where they are bare numbers. */
  readonly unit?: string;
  /** Moves with the clock, not with the row alone. */
  readonly isMoving?: boolean;
};

export type ColumnContext = {
  readonly t: Words;
  readonly names: InstanceNames;
  /** Milliseconds since the epoch; read anew for every cell. */
  readonly now: () => number;
  readonly seen: {
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

type Extra = Partial<Omit<InstanceColumn, 'id' | 'title' | 'width' | 'text'>>;

/** Every column that the instance list can show. Words are found once here, not once a cell. */
export function instanceColumns({ t, names, now, seen }: ColumnContext): readonly InstanceColumn[] {
  const text = (
    id: ColumnId,
    width: number,
    read: (row: InstanceRow) => string,
    extra: Extra = {},
  ): InstanceColumn => ({
    id,
    title: t(`column.${id}`),
    width,
    text: read,
    value: read,
    sortKey: (row) => naturalKey(read(row)),
    ...extra,
  });
  const many = (
    id: ColumnId,
    width: number,
    read: (row: InstanceRow) => readonly string[],
    extra: Extra = {},
  ) => text(id, width, (row) => read(row).join(', '), { value: read, ...extra });
  const number = (
    id: ColumnId,
    width: number,
    read: (row: InstanceRow) => number,
    show: (value: number) => string,
  ) => text(id, width, (row) => show(read(row)), { alignEnd: true, value: read, sortKey: read, fits: 6 });
  const time = (
    id: ColumnId,
    width: number,
    at: (row: InstanceRow) => number,
    show: (at: number) => string,
  ): InstanceColumn =>
    text(id, width, (row) => show(at(row)), {
      classes: () => 'cell-soft',
      fits: 16,
      value: (row) => new Date(at(row)).toISOString(),
      sortKey: at,
    });
  const id: Extra = { classes: () => 'mono cell-soft', fits: 12 };
  const idOrName = (row: InstanceRow) => names.image(row) ?? row.imageId;
  const hostName = ({ datacenterId, hostNodeId }: InstanceRow) =>
    hostNodeId === null ? '' : (names.host(datacenterId, hostNodeId) ?? hostNodeId);
  const span = rememberingSpans(formatSpan, t);
  const age = rememberingSpans(formatAge, t);
  const since = (row: InstanceRow) => span(now() - row.createdAt);
  return [
    text('datacenter', 120, (row) => names.datacenter(row.datacenterId)),
    text('hostname', 190, (row) => row.hostname, { classes: () => 'cell-name', opens: true }),
    // Ids are drawn by lot: their digits are no numbers to sort by.
    text('id', 108, (row) => row.id, { ...id, sortKey: (row) => row.id }),
    text('state', 144, ({ state }) => stateWord(state, t), {
      classes: (row) => stateMark(row.state),
      fits: 13,
      value: (row) => row.state,
      sortKey: (row) => stateSortKey(row.state),
    }),
    text('status', 96, (row) => statusWord(row, t), {
      classes: (row) => (row.state === 'running' ? statusMark(row.status) : ''),
      fits: 7,
      value: (row) => row.status,
    }),
    text('host', 120, hostName, { hint: (row) => row.hostNodeId ?? '' }),
    text('hostId', 108, (row) => row.hostNodeId ?? '', id),
    text('spec', 112, (row) => row.instanceSpecId),
    text('specDetails', 120, (row) => names.spec(row) ?? ''),
    text('image', 170, idOrName, {
      hint: (row) => (names.image(row) === null ? row.imageId : `${idOrName(row)} (${row.imageId})`),
    }),
    text('imageId', 120, (row) => row.imageId, id),
    text('arch', 72, (row) => row.arch),
    number('cores', 64, (row) => row.cpuCores, String),
    { ...number('memory', 84, (row) => row.memoryMb, formatMemory), unit: 'MB' },
    text(
      'address',
      116,
      ({ addresses: [first, ...more] }) =>
        first === undefined ? '' : more.length === 0 ? first : `${first} +${String(more.length)}`,
      {
        fits: 13,
        value: (row) => row.addresses[0] ?? '',
        sortKey: (row) => naturalKey(row.addresses[0] ?? ''),
        hint: (row) => row.addresses.join(', '),
      },
    ),
    many('addresses', 168, (row) => [...row.addresses, ...row.natAddresses]),
    many('nat', 116, (row) => row.natAddresses, { fits: 13 }),
    many('fqdn', 220, (row) => row.dnsNames),
    many('networks', 130, (row) =>
      row.networkIds.map((each) => names.network(row.datacenterId, each) ?? each),
    ),
    many('groups', 150, (row) =>
      row.securityGroupIds.map((each) => names.group(row.datacenterId, each) ?? each),
    ),
    many('groupIds', 120, (row) => row.securityGroupIds),
    many('volumes', 130, (row) => row.volumeIds),
    text('key', 120, (row) => row.sshKeyPairId ?? ''),
    text('ha', 60, (row) => (row.haEnabled ? t('instances.yes') : ''), { value: (row) => row.haEnabled }),
    text('account', 128, (row) => names.account(row), {
      classes: () => 'cell-soft',
      hint: (row) => row.owner ?? row.accounts.join(', '),
    }),
    many('accounts', 160, (row) => row.accounts),
    time('created', 144, (row) => row.createdAt, formatDateTime),
    text('age', 76, since, {
      alignEnd: true,
      classes: () => 'cell-soft',
      fits: 6,
      isMoving: true,
      value: (row) => Math.round((now() - row.createdAt) / 1_000),
      unit: 's',
      sortKey: (row) => -row.createdAt,
    }),
    time('changed', 144, (row) => row.changedAt, formatDateTime),
    {
      ...time('seen', 96, seen.at, (at) => age(now() - at)),
      classes: seen.classes,
      hint: seen.hint,
      fits: 10,
      isMoving: true,
    },
  ];
}
