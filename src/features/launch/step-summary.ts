import type { Words } from '../../i18n/words.ts';
import type { Catalogue } from './catalogue.ts';
import { specFacts } from './carry-over.ts';
import type { LaunchDraft } from './draft.ts';
import type { Step } from './wizard.ts';

/** What was chosen at each step, in a few words. */
export function summaryOf(
  draft: LaunchDraft,
  catalogue: Catalogue | null,
  t: Words,
): Readonly<Record<Step, string>> {
  const image = catalogue?.images.find(({ id }) => id === draft.imageId);
  const spec = catalogue?.specs.find(({ id }) => id === draft.specId);
  const network = catalogue?.networks.find(({ id }) => id === draft.networkId);
  const key = catalogue?.keys.find(({ id }) => id === draft.keyId);
  const open = t('launch.notChosen');
  const none = t('launch.noneChosen');
  return {
    place:
      catalogue === null || draft.place === null ? open : `${catalogue.profile.name}, ${draft.place.account}`,
    image: image?.description ?? draft.imageId ?? open,
    spec: spec === undefined ? (draft.specId ?? open) : specFacts(spec),
    network: network?.description ?? draft.networkId ?? (draft.networkScheduler.trim() || none),
    groups: draft.groupIds.length === 0 ? none : t('launch.groupsChosen', { n: draft.groupIds.length }),
    key: key?.description ?? draft.keyId ?? none,
    naming: [String(draft.count), draft.hostname].filter((part) => part !== '').join(' × '),
    review: '',
  };
}
