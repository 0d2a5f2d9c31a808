import { defineStore } from 'pinia';
import { usePageContext } from '../engine/page-context.ts';
import { createResourceStore } from './resource-store.ts';

export const useInstancesStore = defineStore('instances', () =>
  createResourceStore('instances', usePageContext()),
);
export const useHostNodesStore = defineStore('host_nodes', () =>
  createResourceStore('host_nodes', usePageContext()),
);
export const useImagesStore = defineStore('images', () => createResourceStore('images', usePageContext()));
export const useInstanceSpecsStore = defineStore('instance_specs', () =>
  createResourceStore('instance_specs', usePageContext()),
);
export const useNetworksStore = defineStore('networks', () =>
  createResourceStore('networks', usePageContext()),
);
export const useSecurityGroupsStore = defineStore('security_groups', () =>
  createResourceStore('security_groups', usePageContext()),
);
export const useSshKeyPairsStore = defineStore('ssh_key_pairs', () =>
  createResourceStore('ssh_key_pairs', usePageContext()),
);
