import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowRef } from 'vue';
import type { RecordKey } from '#contract/ids.ts';
import type { ResourceKind } from '#contract/resource-kind.ts';
import { usePageContext } from '../engine/page-context.ts';
import { parsePlace, type Place, printPlace, type View } from '../navigation/place.ts';

/**
 * Where the person is: view, query and open record, kept in the URL's fragment. Views and opening from closed
 * are steps that back undoes; typing a query and moving on to the next record correct the present step.
 */
export const useNavigationStore = defineStore('navigation', () => {
  const { addressBar } = usePageContext();
  /** Reads the address, and puts right what could not be read of it: it says what is shown, and can be passed on. */
  const arrive = (): Place => {
    const [fragment, there] = [addressBar.read(), parsePlace(addressBar.read())];
    if (fragment !== '' && fragment !== printPlace(there)) addressBar.replace(printPlace(there));
    return there;
  };
  const place = shallowRef<Place>(arrive());

  const move = (changes: Partial<Place>, how: 'push' | 'replace') => {
    const next = { ...place.value, ...changes };
    const fragment = printPlace(next);
    if (fragment !== printPlace(place.value)) addressBar[how](fragment);
    place.value = next;
  };
  const stop = addressBar.onMoved(() => {
    place.value = arrive();
  });
  onScopeDispose(stop);

  return {
    view: computed(() => place.value.view),
    query: computed(() => place.value.query),
    open: computed(() => place.value.open),
    /** The address of a place that differs from this one, for links. */
    addressOf: (changes: Partial<Place>) => printPlace({ ...place.value, ...changes }),
    go: (view: View) => {
      move({ view }, 'push');
    },
    setQuery: (query: string) => {
      move({ query }, 'replace');
    },
    /** Another view with another query, in one step. */
    goTo: (view: View, query: string) => {
      move({ view, query }, 'push');
    },
    openRecord: (kind: ResourceKind, key: RecordKey) => {
      move({ open: { kind, key } }, place.value.open === null ? 'push' : 'replace');
    },
    /** On from the open record to one that it refers to: a step that back undoes. */
    followReference: (kind: ResourceKind, key: RecordKey) => {
      move({ open: { kind, key } }, 'push');
    },
    back: () => {
      addressBar.back();
    },
    closeRecord: () => {
      if (place.value.open !== null) move({ open: null }, 'push');
    },
  };
});
