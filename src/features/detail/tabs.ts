import type { ResourceKind } from '#contract/resource-kind.ts';

export const detailTabs = ['overview', 'network', 'volumes', 'security', 'timeline', 'document'] as const;
export type DetailTab = (typeof detailTabs)[number];

const plainTabs: readonly DetailTab[] = ['overview', 'timeline', 'document'];

/** The sections that there are of a record of this kind. */
export const tabsOf = (kind: ResourceKind): readonly DetailTab[] =>
  kind === 'instances' ? detailTabs : plainTabs;
