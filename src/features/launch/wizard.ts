import type { AppError } from '#contract/errors.ts';
import type { Intent, IntentCheck, Run } from '#contract/operation.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { assertNever } from '#contract/result.ts';
import { type Carried, holding } from './carried.ts';
import { intentsOf, isNamingComplete, type LaunchDraft, singleFields } from './draft.ts';

export const choiceSteps = ['place', 'image', 'spec', 'network', 'groups', 'key', 'naming'] as const;
export type ChoiceStep = (typeof choiceSteps)[number];
export const steps = [...choiceSteps, 'review'] as const;
export type Step = (typeof steps)[number];

/** What the engine thinks of the launches under review. */
export type Review =
  | { readonly kind: 'checking' }
  | { readonly kind: 'failed'; readonly error: AppError }
  | {
      readonly kind: 'checked';
      readonly intents: readonly Intent[];
      readonly checks: readonly IntentCheck[];
      /** Why the start failed as a whole, after one was tried. */
      readonly startError: AppError | null;
    };
type Checked = Extract<Review, { readonly kind: 'checked' }>;

/** Of what is held, each that is missing asks for a replacement. */
type Held = Carried & {
  /** As it was when the wizard opened: what closing compares with. */
  readonly initial: LaunchDraft;
};

/** The wizard's states. Only `starting` sends anything, and only `reviewing` what was checked leads to it. */
export type Wizard =
  | (Held & { readonly kind: 'choosing'; readonly step: ChoiceStep })
  | (Held & { readonly kind: 'reviewing'; readonly review: Review })
  | (Held & { readonly kind: 'starting'; readonly review: Checked })
  | { readonly kind: 'leaving'; readonly from: OpenWizard }
  | { readonly kind: 'closed'; readonly run: Run | null };
type OpenWizard = Extract<Wizard, { readonly kind: 'choosing' | 'reviewing' }>;

export type WizardEvent =
  | { readonly kind: 'edited'; readonly changes: Partial<LaunchDraft> }
  /** Another place, with what could be carried over to it. */
  | (Carried & { readonly kind: 'moved' })
  /** The person goes on without what is missing of a kind. */
  | { readonly kind: 'waived'; readonly resources: ResourceKind }
  | { readonly kind: 'forward' | 'back' | 'close' | 'stay' | 'discard' | 'start' | 'recheck' }
  | { readonly kind: 'went'; readonly step: Step }
  | {
      readonly kind: 'checked';
      readonly draft: LaunchDraft;
      readonly intents: readonly Intent[];
      readonly checks: readonly IntentCheck[];
    }
  | { readonly kind: 'checkFailed'; readonly draft: LaunchDraft; readonly error: AppError }
  | { readonly kind: 'started'; readonly run: Run }
  | { readonly kind: 'startFailed'; readonly error: AppError };

/** The kinds whose missing resources a step asks about. */
export const kindsOfStep: Readonly<Record<ChoiceStep, readonly ResourceKind[]>> = {
  place: [],
  image: ['images'],
  spec: ['instance_specs'],
  network: ['networks'],
  groups: ['security_groups'],
  key: ['ssh_key_pairs'],
  naming: ['host_nodes'],
};

/** The step at which each thing that is not known is chosen. */
const stepOfField = { networkScheduler: 'network', hostNodeId: 'naming', userData: 'naming' } as const;

/** What a step has to tell of where the draft came from; the review tells all of it. */
export const notesAt = ({ draft, notes }: Carried, step: Step): Carried['notes'] =>
  holding(notes, draft).filter(
    (note) =>
      step === 'review' ||
      (note.kind === 'unknown'
        ? stepOfField[note.field] === step
        : kindsOfStep[step].includes(note.was.kind)),
  );

/** A wizard at its first step, or at the first that still needs something. */
export function openWizard(
  draft: LaunchDraft,
  missing: Carried['missing'] = [],
  notes: Carried['notes'] = [],
): Wizard {
  const isNew = draft.imageId === null && missing.length === 0;
  const open = choiceSteps.find((each) => !isComplete({ draft, missing }, each)) ?? 'naming';
  return { kind: 'choosing', step: isNew ? 'place' : open, draft, initial: draft, missing, notes };
}

export const stepOf = (wizard: OpenWizard | Extract<Wizard, { kind: 'starting' }>): Step =>
  wizard.kind === 'choosing' ? wizard.step : 'review';

/** Whether a step has what is needed to go beyond it. */
export function isComplete({ draft, missing }: Pick<Held, 'draft' | 'missing'>, step: ChoiceStep): boolean {
  if (missing.some(({ kind }) => kindsOfStep[step].includes(kind))) return false;
  switch (step) {
    case 'place':
      return draft.place !== null;
    case 'image':
      return draft.imageId !== null;
    case 'spec':
      return draft.specId !== null;
    case 'naming':
      return isNamingComplete(draft);
    case 'network':
    case 'groups':
    case 'key':
      return true;
    default:
      return assertNever(step);
  }
}

/** Whether a step can be gone to: everything before it is complete. */
export const isReachable = (held: Pick<Held, 'draft' | 'missing'>, step: Step): boolean =>
  choiceSteps.slice(0, steps.indexOf(step)).every((before) => isComplete(held, before));

/** The launches that would be sent: those that are not refused. */
export const sendable = ({ intents, checks }: Checked): readonly Intent[] =>
  intents.filter((_, at) => checks[at]?.refusal === null);

/** What becomes of the wizard. Events that mean nothing in its state leave it as it is. */
export function next(wizard: Wizard, event: WizardEvent): Wizard {
  switch (wizard.kind) {
    case 'choosing':
      return choosing(wizard, event);
    case 'reviewing':
      return reviewing(wizard, event);
    case 'starting':
      return starting(wizard, event);
    case 'leaving':
      if (event.kind === 'stay') return wizard.from;
      return event.kind === 'discard' ? { kind: 'closed', run: null } : wizard;
    case 'closed':
      return wizard;
    default:
      return assertNever(wizard);
  }
}

function choosing(wizard: Extract<Wizard, { kind: 'choosing' }>, event: WizardEvent): Wizard {
  const at = steps.indexOf(wizard.step);
  switch (event.kind) {
    case 'edited': {
      const draft = { ...wizard.draft, ...event.changes };
      return { ...wizard, draft, missing: stillMissing(wizard, event.changes) };
    }
    case 'moved':
      return { ...wizard, draft: event.draft, missing: event.missing, notes: event.notes };
    case 'waived':
      return { ...wizard, missing: wizard.missing.filter(({ kind }) => kind !== event.resources) };
    case 'forward':
      return goTo(wizard, steps[at + 1] ?? 'review');
    case 'back':
      return goTo(wizard, steps[at - 1] ?? 'place');
    case 'went':
      return goTo(wizard, event.step);
    case 'close':
      return leave(wizard);
    case 'stay':
    case 'discard':
    case 'start':
    case 'recheck':
    case 'checked':
    case 'checkFailed':
    case 'started':
    case 'startFailed':
      return wizard;
  }
}

function reviewing(wizard: Extract<Wizard, { kind: 'reviewing' }>, event: WizardEvent): Wizard {
  const { review, draft } = wizard;
  switch (event.kind) {
    case 'checked':
      if (event.draft !== draft || review.kind !== 'checking') return wizard;
      return {
        ...wizard,
        review: { kind: 'checked', intents: event.intents, checks: event.checks, startError: null },
      };
    case 'checkFailed':
      if (event.draft !== draft || review.kind !== 'checking') return wizard;
      return { ...wizard, review: { kind: 'failed', error: event.error } };
    case 'recheck':
      return { ...wizard, review: { kind: 'checking' } };
    case 'start':
      if (review.kind !== 'checked' || sendable(review).length === 0) return wizard;
      return { ...wizard, kind: 'starting', review };
    case 'back':
      return goTo(wizard, 'naming');
    case 'went':
      return event.step === 'review' ? wizard : goTo(wizard, event.step);
    case 'close':
      return leave(wizard);
    case 'edited':
    case 'moved':
    case 'waived':
    case 'forward':
    case 'stay':
    case 'discard':
    case 'started':
    case 'startFailed':
      return wizard;
  }
}

/** What was begun is not taken back by closing: the answer says whether there is a run. */
function starting(wizard: Extract<Wizard, { kind: 'starting' }>, event: WizardEvent): Wizard {
  if (event.kind === 'started') return { kind: 'closed', run: event.run };
  if (event.kind !== 'startFailed') return wizard;
  return { ...wizard, kind: 'reviewing', review: { ...wizard.review, startError: event.error } };
}

function goTo(wizard: OpenWizard, step: Step): Wizard {
  if (!isReachable(wizard, step)) return wizard;
  const { draft, initial, missing, notes } = wizard;
  if (step !== 'review') return { kind: 'choosing', step, draft, initial, missing, notes };
  if (intentsOf(draft).length === 0) return wizard;
  return { kind: 'reviewing', draft, initial, missing, notes, review: { kind: 'checking' } };
}

const leave = (wizard: OpenWizard): Wizard =>
  isSame(wizard.draft, wizard.initial) ? { kind: 'closed', run: null } : { kind: 'leaving', from: wizard };

const isSame = (a: LaunchDraft, b: LaunchDraft): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A choice replaces what was missing in its place; each group that is added replaces one. */
function stillMissing({ draft, missing }: Held, changes: Partial<LaunchDraft>): Carried['missing'] {
  const replaced = new Set<ResourceKind>(
    singleFields.filter(([field]) => field in changes).map(([, kind]) => kind),
  );
  let added = (changes.groupIds ?? draft.groupIds).length - draft.groupIds.length;
  return missing.filter(({ kind }) => {
    if (kind === 'security_groups' && added > 0) {
      added -= 1;
      return false;
    }
    return !replaced.has(kind);
  });
}
