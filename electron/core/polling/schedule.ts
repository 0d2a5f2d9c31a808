import { resourceKinds, type ResourceKind } from '#contract/resource-kind.ts';
import type { Random } from '../ports/clock.ts';

const fastKinds: ReadonlySet<ResourceKind> = new Set(['instances', 'volumes', 'volume_snapshots']);

/** Whether a kind changes by itself all day; the others change when an operator changes them. */
export const isFast = (kind: ResourceKind): boolean => fastKinds.has(kind);

/**
 * What a millisecond of reading a kind counts for against the others: small numbers come first and get more. The
 * page groups instances by host and names their specs and images; the rest waits a little.
 */
const strides: Readonly<Record<ResourceKind, number>> = {
  host_nodes: 0.5,
  instances: 1,
  instance_specs: 2,
  images: 2,
  networks: 2,
  volumes: 3,
  security_groups: 4,
  ssh_key_pairs: 4,
  volume_snapshots: 4,
  storage_nodes: 4,
};

/** Every kind, the soonest wanted first. */
export const kindsByUrgency: readonly ResourceKind[] = [...resourceKinds].sort(
  (a, b) => strides[a] - strides[b],
);

/** A list that wants the next page. */
export type Turn = {
  readonly kind: ResourceKind;
  /** Server time its sweep has had so far, in milliseconds. */
  readonly busyMs: number;
};

/** A page's worth: what a list that had nothing yet is taken to cost. */
const entryMs = 500;

/**
 * Whose page is next: the list that had the least, weighed by its kind. So a short list is never stuck behind a
 * long one, and a long one advances whenever the short ones rest. The first wins a tie.
 */
export function nextTurn<T extends Turn>(waiting: readonly T[]): T | undefined {
  const due = (turn: Turn): number => (turn.busyMs + entryMs) * strides[turn.kind];
  return waiting.reduce<T | undefined>(
    (best, turn) => (best === undefined || due(turn) < due(best) ? turn : best),
    undefined,
  );
}

/** One list's share of the server; milliseconds. */
export type SweepCost = { readonly busyMs: number; readonly intervalMs: number };

/** Windows that nobody sees need no news every 30 seconds. */
export const hiddenSlowdown = 4;

/** A sweep of T rests at least this many T. */
const restsPerBusy = 3;
/**
 * And all lists together may keep one worker busy for this share of the time. Launches, departures and what is on
 * screen are found by other, cheaper means, so a twelfth is enough: with it, and the spotlight's share, 5,000
 * instances cost a twentieth of what reloading them every 10 s would.
 */
const dutyLimit = 0.085;

const restOf = ({ busyMs, intervalMs }: SweepCost): number => Math.max(intervalMs, restsPerBusy * busyMs);
const shareOf = (cost: SweepCost): number => cost.busyMs / (cost.busyMs + restOf(cost));

/** The wait that only the duty cycle asks for: what even a sweep brought forward keeps to. */
export const dutyRestMs = (busyMs: number): number => restsPerBusy * busyMs;

/**
 * How many times the lists of a datacenter together would exceed their share of a worker; at least 1. The share is
 * smaller while every window is hidden.
 */
export const crowdOf = (all: readonly SweepCost[], isHidden: boolean): number => {
  const limit = isHidden ? dutyLimit / hiddenSlowdown : dutyLimit;
  return Math.max(1, all.reduce((sum, cost) => sum + shareOf(cost), 0) / limit);
};

/**
 * The wait from the end of a list's sweep to the start of its next: max(interval, 3·T), stretched in a crowd so
 * that all lists together keep to their share.
 */
export const waitAfter = (cost: SweepCost, crowd: number): number =>
  (cost.busyMs + restOf(cost)) * crowd - cost.busyMs;

const restartSpreadMs = 10_000;

/**
 * When a list is first swept in this run, in milliseconds from the start: at once when it was never read, else
 * within seconds, at random, so that a restart doesn't ask everything of everybody at the same moment.
 */
export function firstSweepDelay(wasSwept: boolean, intervalMs: number, random: Random): number {
  return wasSwept ? random() * Math.min(intervalMs, restartSpreadMs) : 0;
}
