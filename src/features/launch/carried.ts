import type { TemplateResource } from '#contract/template.ts';
import { emptyDraft, type LaunchDraft } from './draft.ts';

/** What was chosen once and asks to be chosen anew. */
export type Missing =
  | (TemplateResource & { readonly why: 'gone' })
  /** dcmgr takes a terminated instance out of its groups: which they were is known to nobody. */
  | { readonly kind: 'security_groups'; readonly why: 'forgotten' };

/** In what a draft may differ from what it was made after. Nobody has to choose, but everybody should know. */
export type CarriedNote = {
  readonly kind: 'unknown';
  readonly field: 'networkScheduler' | 'hostNodeId' | 'userData';
};

/** A draft in its new place, and what of it could not be carried there as it was. */
export type Carried = {
  readonly draft: LaunchDraft;
  readonly missing: readonly Missing[];
  readonly notes: readonly CarriedNote[];
};

/** dcmgr shows none of these of an instance, so a launch like it leaves them empty. */
export const untoldOfInstances: readonly CarriedNote[] = [
  { kind: 'unknown', field: 'networkScheduler' },
  { kind: 'unknown', field: 'hostNodeId' },
  { kind: 'unknown', field: 'userData' },
];

/** The notes that are still true of a draft: those on what the person has chosen otherwise since are not. */
export const holding = (notes: readonly CarriedNote[], draft: LaunchDraft): readonly CarriedNote[] =>
  notes.filter(({ field }) => draft[field] === emptyDraft[field]);
