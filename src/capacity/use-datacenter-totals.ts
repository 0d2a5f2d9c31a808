import { computed, type ComputedRef } from 'vue';
import type { DatacenterId } from '#contract/ids.ts';
import type { InstanceRow } from '#contract/inventory.ts';
import type { HostNode } from '#contract/resources.ts';
import { useHostNodesStore, useInstancesStore } from '../stores/inventory.ts';
import type { Batch } from '../stores/resource-store.ts';
import { type DatacenterTotals, totalsOf } from './datacenter-totals.ts';

type Totals = ReadonlyMap<DatacenterId, DatacenterTotals>;
type Placed = { readonly datacenterId: DatacenterId };
type Derived = { readonly instances: number; readonly hosts: number; readonly totals: Totals };

/**
 * Every datacenter in numbers. What no batch touched stays the same object, so that nothing about it is drawn
 * again. A datacenter of which nothing is held has no entry.
 */
export function useDatacenterTotals(): ComputedRef<Totals> {
  const instances = useInstancesStore();
  const hosts = useHostNodesStore();

  const derived = computed((old?: Derived): Derived => {
    const [instanceBatch, hostBatch] = [instances.batch, hosts.batch];
    const touched = mergeTouched(touchedBy(instanceBatch, old?.instances), touchedBy(hostBatch, old?.hosts));
    const isStale = (id: DatacenterId) => touched === 'all' || touched.has(id);
    const rows = partition<InstanceRow, InstanceRow>(instances.table.slots, isStale, (row) => row);
    const nodes = partition(hosts.table.slots, isStale, (row): HostNode => row.value);
    const totals = new Map([...(old?.totals ?? [])].filter(([id]) => !isStale(id)));
    for (const id of new Set([...nodes.keys(), ...rows.keys()])) {
      totals.set(id, totalsOf(nodes.get(id) ?? [], rows.get(id) ?? []));
    }
    return { instances: instanceBatch.sequence, hosts: hostBatch.sequence, totals };
  });
  return computed(() => derived.value.totals);
}

type Touched = 'all' | ReadonlySet<DatacenterId>;

function touchedBy({ sequence, changes }: Batch<Placed>, seen: number | undefined): Touched {
  if (seen === sequence) return new Set();
  if (seen === undefined || seen + 1 !== sequence) return 'all';
  const touched = new Set<DatacenterId>();
  for (const { before, after } of changes) {
    const row = after ?? before; // a key, and so its datacenter, outlives every change
    if (row !== undefined) touched.add(row.datacenterId);
  }
  return touched;
}

const mergeTouched = (a: Touched, b: Touched): Touched =>
  a === 'all' || b === 'all' ? 'all' : new Set([...a, ...b]);

function partition<R extends Placed, T>(
  slots: readonly (R | undefined)[],
  isWanted: (id: DatacenterId) => boolean,
  valueOf: (row: R) => T,
): Map<DatacenterId, T[]> {
  const parts = new Map<DatacenterId, T[]>();
  for (const row of slots) {
    if (row === undefined || !isWanted(row.datacenterId)) continue;
    const part = parts.get(row.datacenterId);
    if (part === undefined) parts.set(row.datacenterId, [valueOf(row)]);
    else part.push(valueOf(row));
  }
  return parts;
}
