import type { DatacenterPlan } from './fleet.ts';

/** A datacenter in which agents take a moment for what takes seconds, and nobody runs out of quota. */
export const quickDatacenter = (
  plan: Omit<DatacenterPlan, 'name' | 'configuration'>,
): Omit<DatacenterPlan, 'name'> => ({
  ...plan,
  configuration: { stepMs: 60, onlineAfterMs: 200, instanceQuotaWeight: 10_000 },
});
