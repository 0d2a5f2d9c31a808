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
