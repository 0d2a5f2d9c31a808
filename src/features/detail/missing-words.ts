import type { ResourceKind } from '#contract/resource-kind.ts';
import { formatDateTime } from '../../i18n/format.ts';
import type { Words } from '../../i18n/words.ts';
import type { RecordState } from './use-record.ts';
import type { WhyMissing } from './why-missing.ts';

/** Why there is nothing to show of a record; null while there is, or may yet be. */
export function missingWords(state: RecordState<ResourceKind>, why: WhyMissing, t: Words): string | null {
  switch (state.kind) {
    case 'loading':
    case 'ready':
      return null;
    case 'failed':
      return t('detail.missing_failed');
    case 'gone':
      return state.departure === null
        ? t('detail.missing_notVisible')
        : t('detail.missing_gone', { time: formatDateTime(state.departure.at) });
    case 'missing':
      return whyWords(why, t);
  }
}

export function whyWords(why: WhyMissing, t: Words): string {
  switch (why) {
    case 'no-datacenter':
      return t('detail.missing_datacenter');
    case 'never-read':
      return t('detail.missing_neverRead');
    case 'partly-read':
      return t('detail.missing_partlyRead');
    case 'not-visible':
      return t('detail.missing_notVisible');
  }
}
