import type { TemplateResource } from '#contract/template.ts';
import { emptyDraft, type LaunchDraft, namedBy } from './draft.ts';

/** What was chosen once and asks to be chosen anew. */
export type Missing =
  /** It is not here; of those that are described alike, any may be meant. */
  | (TemplateResource & { readonly why: 'gone' | 'alike' })
  /** dcmgr takes a terminated instance out of its groups: which they were is known to nobody. */
  | { readonly kind: 'security_groups'; readonly why: 'forgotten' };

/** In what a draft may differ from what it was made after. Nobody has to choose, but everybody should know. */
export type CarriedNote =
  /** The only one here that is described alike, by its id. */
  | { readonly kind: 'replaced'; readonly was: TemplateResource; readonly by: string }
  | { readonly kind: 'unknown'; readonly field: 'networkScheduler' | 'hostNodeId' | 'userData' };

/** What to call it: its words are not all there is to it. */
export const nameOf = ({ id, description }: TemplateResource): string =>
  description === '' ? id : `${description} (${id})`;

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
  notes.filter((note) =>
    note.kind === 'unknown'
      ? draft[note.field] === emptyDraft[note.field]
      : namedBy(draft).some(({ kind, id }) => kind === note.was.kind && id === note.by),
  );
