import { computed, shallowRef, watch } from 'vue';
import type { Run } from '#contract/operation.ts';
import type { LaunchStart } from '../../stores/launch.ts';
import { useOperationsStore } from '../../stores/operations.ts';
import type { Carried } from './carried.ts';
import { carryOn, fromInstance, fromTemplate } from './carry-over.ts';
import { type Catalogue, placeObstacle } from './catalogue.ts';
import { emptyDraft, intentsOf, type LaunchDraft, type LaunchPlace } from './draft.ts';
import { useCatalogues } from './use-catalogues.ts';
import { next, openWizard, sendable, type Wizard, type WizardEvent } from './wizard.ts';

/** The wizard with what it does to the world: asking the engine for its view, and starting the run. */
export function useLaunchWizard(start: LaunchStart, closed: (run: Run | null) => void) {
  const catalogues = useCatalogues();
  const operations = useOperationsStore();
  const wizard = shallowRef<Wizard>(openWizard(emptyDraft));

  const shown = computed(() => {
    const { value } = wizard;
    if (value.kind === 'closed') return null;
    return value.kind === 'leaving' ? value.from : value;
  });
  const draft = computed<LaunchDraft>(() => shown.value?.draft ?? emptyDraft);
  const catalogue = computed(() => catalogueOf(draft.value.place));

  function catalogueOf(place: Pick<LaunchPlace, 'datacenterId'> | null): Catalogue | null {
    return catalogues.value.find(({ profile }) => profile.id === place?.datacenterId) ?? null;
  }

  let stopFollowing = (): void => undefined;
  let hasWalked = false;
  function send(event: WizardEvent): void {
    hasWalked = true;
    if (event.kind === 'waived') stopFollowing();
    const before = wizard.value;
    wizard.value = next(before, event);
    if (wizard.value !== before) void act(wizard.value);
  }

  async function act(now: Wizard): Promise<void> {
    if (now.kind === 'closed') closed(now.run);
    if (now.kind === 'reviewing' && now.review.kind === 'checking') await check(now.draft);
    if (now.kind === 'starting') {
      const answer = await operations.start(sendable(now.review), { overrideWarnings: true });
      send(answer.ok ? { kind: 'started', run: answer.value } : { kind: 'startFailed', error: answer.error });
    }
  }

  async function check(checked: LaunchDraft): Promise<void> {
    const intents = intentsOf(checked);
    const answer = await operations.check(intents);
    send(
      answer.ok
        ? { kind: 'checked', draft: checked, intents, checks: answer.value }
        : { kind: 'checkFailed', draft: checked, error: answer.error },
    );
  }

  /** Another account stays among the same things; another datacenter has its own. */
  function move(place: LaunchPlace): void {
    const to = catalogueOf(place);
    const from = catalogue.value;
    if (shown.value === null || to === null || from === null || to.profile.id === from.profile.id) {
      send({ kind: 'edited', changes: { place } });
      return;
    }
    send({ kind: 'moved', ...carryOn(shown.value, { place, from, to }) });
  }

  /**
   * Begins anew, and again while lists that nobody looked at before come in and the person has changed nothing; who
   * has gone to another step meanwhile stays there.
   */
  function begin(wanted: LaunchStart): void {
    stopFollowing();
    hasWalked = false;
    adopt(wanted, catalogues.value);
    if (wanted.kind === 'empty') return;
    stopFollowing = watch(catalogues, (now) => {
      const { value } = wizard;
      if (value.kind !== 'choosing' || value.draft !== value.initial) {
        stopFollowing();
        return;
      }
      adopt(wanted, now);
      if (hasWalked) wizard.value = next(wizard.value, { kind: 'went', step: value.step });
    });
  }
  function adopt(wanted: LaunchStart, known: readonly Catalogue[]): void {
    const { draft: begun, missing, notes } = beginning(wanted, known);
    wizard.value = openWizard(begun, missing, notes);
  }
  begin(start);

  return { wizard, shown, draft, catalogue, catalogues, send, move, begin };
}

function beginning(start: LaunchStart, catalogues: readonly Catalogue[]): Carried {
  const of = (datacenterId: string) => catalogues.find(({ profile }) => profile.id === datacenterId);
  if (start.kind === 'empty')
    return { draft: { ...emptyDraft, place: onlyPlace(catalogues) }, missing: [], notes: [] };
  const id = start.kind === 'template' ? start.template.datacenterId : start.instance.datacenterId;
  const catalogue = of(id);
  if (catalogue === undefined) return { draft: emptyDraft, missing: [], notes: [] };
  return start.kind === 'template'
    ? fromTemplate(start.template, catalogue)
    : fromInstance(start.instance, catalogue);
}

/** Where there is nothing to choose, it is chosen. */
function onlyPlace(catalogues: readonly Catalogue[]): LaunchPlace | null {
  const open = catalogues.filter((each) => placeObstacle(each) === null);
  const [only] = open;
  if (open.length !== 1 || only === undefined) return null;
  const [account] = only.profile.accounts;
  return account === undefined ? null : { datacenterId: only.profile.id, account: account.id };
}
