import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { Intent, IntentCheck, PowerAction } from '#contract/operation.ts';
import { instanceIdSchema } from '#contract/ids.ts';

/** What became of a target since the person asked: its state now, gone, or nothing. */
export type Drift =
  | { readonly kind: 'none' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'changed'; readonly state: string };

/** A target as it was when the person asked, and what is known of it now. */
export type Target = {
  readonly row: InstanceRow;
  readonly drift: Drift;
  readonly check: IntentCheck | null;
};

export const driftOf = (then: InstanceRow, now: InstanceRow | undefined): Drift => {
  if (now === undefined) return { kind: 'gone' };
  return now.state === then.state ? { kind: 'none' } : { kind: 'changed', state: now.state };
};

export const intentFor = (action: PowerAction, { datacenterId, id }: InstanceRow): Intent => ({
  action,
  datacenterId,
  instanceId: instanceIdSchema.parse(id),
});

export type Warned = {
  readonly warning: IntentCheck['warnings'][number];
  readonly count: number;
};

/** Warnings by code, with how many targets each concerns and the oldest knowledge behind it. */
export function tallyWarnings(targets: readonly Target[]): readonly Warned[] {
  const byCode = new Map<string, Warned>();
  for (const warning of targets.flatMap(({ check }) => check?.warnings ?? [])) {
    const known = byCode.get(warning.error.code);
    byCode.set(warning.error.code, {
      warning: known === undefined ? warning : older(known.warning, warning),
      count: (known?.count ?? 0) + 1,
    });
  }
  return [...byCode.values()];
}

const older = (a: Warned['warning'], b: Warned['warning']): Warned['warning'] =>
  a.asOf !== null && (b.asOf === null || b.asOf < a.asOf) ? b : a;

export type Division = {
  /** Will be sent. */
  readonly going: readonly Target[];
  /** Refused by the check: will not be sent, whatever is said of warnings. */
  readonly skipped: readonly Target[];
  /** Of those that may go, the ones with a warning. */
  readonly warned: readonly Target[];
};

/**
 * Who goes and who is skipped. A target that was refused once while the person looked stays skipped: nobody
 * confirms what they were told would not happen.
 */
export function divide(
  targets: readonly Target[],
  barred: ReadonlySet<RecordKey>,
  withWarned: boolean,
): Division {
  const isOut = ({ row, check, drift }: Target) =>
    drift.kind === 'gone' || check?.refusal != null || barred.has(row.key);
  const may = targets.filter((target) => !isOut(target));
  const warned = may.filter(({ check }) => (check?.warnings.length ?? 0) > 0);
  return {
    going: withWarned ? may : may.filter((target) => !warned.includes(target)),
    skipped: targets.filter(isOut),
    warned,
  };
}
