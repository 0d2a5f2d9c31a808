import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { DatacenterStatus } from '#contract/endpoint.ts';
import type { AppError } from '#contract/errors.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { Profile, ProfileView, SecretChanges } from '#contract/profile.ts';
import { usePageContext } from '../engine/page-context.ts';

/** A datacenter as the page shows it: its profile, and its status once the engine has told one. */
export type Datacenter = { readonly view: ProfileView; readonly status: DatacenterStatus | null };

type Load = { readonly kind: 'loading' | 'ready' } | { readonly kind: 'failed'; readonly error: AppError };

/** The datacenters, in the order of their profiles. */
export const useDatacentersStore = defineStore('datacenters', () => {
  const { link } = usePageContext();
  const profiles = shallowRef<readonly ProfileView[]>([]);
  const statuses = shallowRef<ReadonlyMap<DatacenterId, DatacenterStatus>>(new Map());
  const load = shallowRef<Load>({ kind: 'loading' });

  const adoptStatuses = (changed: readonly DatacenterStatus[]) => {
    const next = new Map(statuses.value);
    for (const status of changed) next.set(status.datacenterId, status);
    statuses.value = next;
  };
  const reload = async () => {
    const [listed, states] = await Promise.all([
      link.call('profiles.list', null),
      link.call('datacenters.list', null),
    ]);
    const error = !listed.ok ? listed.error : !states.ok ? states.error : null;
    if (listed.ok) profiles.value = listed.value;
    if (states.ok) statuses.value = new Map(states.value.map((status) => [status.datacenterId, status]));
    // The link says by itself that it is closed, and asks again when it is back.
    if (error === null) load.value = { kind: 'ready' };
    else if (error.code !== 'contract/closed') load.value = { kind: 'failed', error };
  };

  const stops = [
    link.on('profiles.changed', (changed) => (profiles.value = changed)),
    link.on('datacenters.changed', adoptStatuses),
    link.on('datacenters.removed', ({ datacenterId }) => {
      profiles.value = profiles.value.filter((view) => view.profile.id !== datacenterId);
      const next = new Map(statuses.value);
      next.delete(datacenterId);
      statuses.value = next;
    }),
    link.onConnected(() => void reload()),
  ];
  onScopeDispose(() => {
    for (const stop of stops) stop();
  });

  const datacenters = computed<readonly Datacenter[]>(() =>
    profiles.value.map((view) => ({ view, status: statuses.value.get(view.profile.id) ?? null })),
  );
  return {
    datacenters,
    profiles: computed(() => profiles.value),
    statuses: computed(() => statuses.value),
    load: computed(() => load.value),
    reload,
    save: (profile: Profile, secrets: SecretChanges) => link.call('profiles.save', { profile, secrets }),
    remove: (datacenterId: DatacenterId) => link.call('profiles.remove', { datacenterId }),
    tryNow: (datacenterId: DatacenterId) => link.call('datacenters.refresh', { datacenterId }),
    setPaused: (datacenterId: DatacenterId, paused: boolean) =>
      link.call('datacenters.setPaused', { datacenterId, paused }),
  };
});
