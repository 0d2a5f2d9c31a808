import type { MethodArgument } from '#contract/api.ts';
import { type DatacenterId, splitRecordKey } from '#contract/ids.ts';
import type { Session } from '#contract/rpc/service.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import type { Attention } from '../polling/poller.ts';

/** What a page says of itself. */
export type AttentionReport = MethodArgument<'attention.report'>;

/** Instances on screen that the spotlight follows, over all pages. */
const mostVisible = 100;

type Spot = Attention['spotlight'][number];

/**
 * What all open pages together look at. A page that has not reported yet counts as visible; no page at all, or
 * hidden ones only, as hidden. Hidden pages want nothing.
 */
export class AttentionBoard {
  readonly #reports = new Map<Session, AttentionReport | null>();
  readonly #changed: () => void;
  #byDatacenter = new Map<DatacenterId, Spot[]>();

  /** `changed` is called after each report, opening and closing. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  opened(session: Session): void {
    this.#set(session, null);
  }

  report(session: Session, report: AttentionReport): void {
    // A call that was still running when its page closed must not bring the page back.
    if (this.#reports.has(session)) this.#set(session, report);
  }

  ended(session: Session): void {
    this.#reports.delete(session);
    this.#gather();
  }

  /** What is looked at in one datacenter: records open in a pane first, then those on screen. */
  of(datacenterId: DatacenterId): Attention {
    const hidden = [...this.#reports.values()].every((report) => report?.hidden === true);
    return { hidden, spotlight: this.#byDatacenter.get(datacenterId) ?? [] };
  }

  #set(session: Session, report: AttentionReport | null): void {
    this.#reports.set(session, report);
    this.#gather();
  }

  #gather(): void {
    const watching = [...this.#reports.values()].filter((report) => report?.hidden === false);
    const open = watching.flatMap((report) => report?.open ?? []);
    const visible = watching.flatMap((report) => report?.visible ?? []);
    const onScreen = [...new Set(visible)].slice(0, mostVisible);
    this.#byDatacenter = byDatacenter([
      ...open,
      ...onScreen.map((key) => ({ kind: 'instances' as const, key })),
    ]);
    this.#changed();
  }
}

function byDatacenter(
  wanted: readonly { readonly kind: ResourceKind; readonly key: Parameters<typeof splitRecordKey>[0] }[],
): Map<DatacenterId, Spot[]> {
  const spots = new Map<DatacenterId, Spot[]>();
  const taken = new Set<string>();
  for (const { kind, key } of wanted) {
    if (taken.has(`${kind} ${key}`)) continue;
    taken.add(`${kind} ${key}`);
    const { datacenterId, id } = splitRecordKey(key);
    const list = spots.get(datacenterId) ?? [];
    list.push({ kind, id });
    spots.set(datacenterId, list);
  }
  return spots;
}
