import { beforeEach, describe, expect, it } from 'vitest';
import { datacenterIdSchema, recordKey } from '#contract/ids.ts';
import { anInstanceRow } from '#contract/testing/builders.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { aPage, settle } from '../testing/page-context.ts';
import { useSelectionStore } from './selection.ts';
import { useSelectionUpkeep } from './selection-upkeep.ts';

const tokyo = datacenterIdSchema.parse('tokyo');
const ids = ['i-1', 'i-2', 'i-3', 'i-4', 'i-5'];
const [a, b, c, d, e] = ids.map((id) => recordKey(tokyo, id));
if (!a || !b || !c || !d || !e) throw new Error('five keys');

describe('the selection', () => {
  let selection: ReturnType<typeof useSelectionStore>;
  const chosen = () => [...selection.keys].sort();
  beforeEach(() => {
    selection = aPage(createFakeEngine()).run(() => useSelectionStore());
  });

  it('takes a key in and out by turns', () => {
    selection.toggle(a);
    selection.toggle(b);
    selection.toggle(a);

    expect(chosen()).toEqual([b]);
  });

  it('draws a range from the anchor and gives back what a shorter one leaves out', () => {
    selection.replace([b]);

    selection.extendTo([b, c, d, e]);
    selection.extendTo([b, c]);

    expect([selection.anchor, chosen()]).toEqual([b, [b, c]]);
  });

  it('keeps what was chosen before the range was begun', () => {
    selection.replace([a]);
    selection.toggle(d);

    selection.extendTo([d, e]);
    selection.extendTo([c, d]);

    expect(chosen()).toEqual([a, c, d]);
  });

  it('begins a range where the view says when nothing was chosen', () => {
    selection.extendTo([b, c]);

    expect(selection.anchor).toBe(b);
  });

  it('adds all that match to what is there, and clears all', () => {
    selection.replace([a]);
    selection.addAll([c, d]);
    expect(chosen()).toEqual([a, c, d]);

    selection.clear();
    expect([chosen(), selection.anchor]).toEqual([[], null]);
  });
});

it('keeps changed instances in the selection and drops those that are gone', async () => {
  const rows = ids.map((id) => anInstanceRow({ id }));
  const engine = createFakeEngine({ rows: { instances: rows } });
  const page = aPage(engine);
  const selection = page.run(() => {
    useSelectionUpkeep();
    return useSelectionStore();
  });
  await settle();
  selection.replace([a, b, c]);

  engine.changeRows('instances', {
    upserted: [anInstanceRow({ id: 'i-1', state: 'stopped' })],
    removed: [b],
  });
  await settle();
  page.time.frame();

  expect([...selection.keys]).toEqual([a, c]);
});
