import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { AppError } from '#contract/errors.ts';
import type { RecordKey } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import { type IntentCheck, mostIntents } from '#contract/operation.ts';
import { useWords } from '../../i18n/words.ts';
import { useDatacentersStore } from '../../stores/datacenters.ts';
import { useInstancesStore } from '../../stores/inventory.ts';
import { useOperationsStore } from '../../stores/operations.ts';
import type { Asked } from './asked.ts';
import { divide, driftOf, intentFor, tallyWarnings, type Target } from './frozen-targets.ts';

/** One confirmation, from asking to sending: what is checked, overridden and typed. Never gains a target. */
export function useConfirmation({ action, targets: rows, again }: Asked) {
  const { t } = useWords();
  const instances = useInstancesStore();
  const datacenters = useDatacentersStore();
  const operations = useOperationsStore();

  const checks = shallowRef<ReadonlyMap<RecordKey, IntentCheck> | null>(null);
  const barred = shallowRef<ReadonlySet<RecordKey>>(new Set());
  const failure = shallowRef<AppError | null>(null);
  const isSending = ref(false);
  const override = ref(false);
  const typed = ref('');
  const isTooMany = rows.length > mostIntents;
  let turn = 0;

  const targets = computed<readonly Target[]>(() => {
    void instances.batch; // the table is not reactive by itself: batches tell that it changed
    return rows.map((row) => ({
      row,
      drift: driftOf(row, instances.table.get(row.key)),
      check: checks.value?.get(row.key) ?? null,
    }));
  });
  const division = computed(() => divide(targets.value, barred.value, override.value));
  const guarded = computed(() => {
    if (action !== 'terminate') return [];
    const ids = new Set(division.value.going.map(({ row }) => row.datacenterId));
    const views = datacenters.profiles.filter(({ profile }) => profile.safety === 'guarded');
    return views.filter(({ profile }) => ids.has(profile.id)).map(({ profile }) => profile.name);
  });
  const isTyped = computed(() => {
    const word = typed.value.trim().toLowerCase();
    return guarded.value.length === 0 || word === t('confirm.word');
  });

  const begin = (going: readonly InstanceRow[]) => {
    const overrideWarnings = override.value;
    if (again === null)
      return operations.start(
        going.map((row) => intentFor(action, row)),
        { overrideWarnings },
      );
    const operationIds = going.flatMap(({ key }) => again.operationIds.get(key) ?? []);
    return operations.retryFailed(again.run.id, { operationIds, overrideWarnings });
  };

  const check = async () => {
    const mine = (turn += 1);
    const answer = await operations.check(rows.map((row) => intentFor(action, row)));
    if (mine !== turn) return;
    failure.value = answer.ok ? null : answer.error;
    if (!answer.ok) return;
    checks.value = new Map(
      rows.flatMap(({ key }, at) => {
        const found = answer.value[at];
        return found === undefined ? [] : [[key, found] as const];
      }),
    );
    const refused = rows.filter(({ key }) => checks.value?.get(key)?.refusal != null);
    barred.value = new Set([...barred.value, ...refused.map(({ key }) => key)]);
  };
  if (!isTooMany) void check();
  watch(
    () => targets.value.map(({ drift }) => (drift.kind === 'changed' ? drift.state : drift.kind)).join(),
    () => {
      if (!isTooMany) void check();
    },
  );
  onScopeDispose(() => {
    turn += 1;
  });

  return {
    targets,
    division,
    warnings: computed(() => tallyWarnings(division.value.warned)),
    guarded,
    isTooMany,
    isChecking: computed(() => !isTooMany && checks.value === null && failure.value === null),
    failure: computed(() => failure.value),
    override,
    typed,
    isReady: computed(
      () => checks.value !== null && !isSending.value && isTyped.value && division.value.going.length > 0,
    ),
    checkAgain: check,
    /** Sends what will be done. Answers whether it began; else the failure is shown. */
    send: async (): Promise<boolean> => {
      isSending.value = true;
      const answer = await begin(division.value.going.map(({ row }) => row));
      isSending.value = false;
      if (answer.ok) again?.begun(answer.value);
      failure.value = answer.ok ? null : answer.error;
      return answer.ok;
    },
  };
}
