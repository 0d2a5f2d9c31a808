import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appError } from '#contract/errors.ts';
import type { Intent, IntentCheck } from '#contract/operation.ts';
import { emptyDraft, type LaunchDraft } from './draft.ts';
import {
  choiceSteps,
  isComplete,
  next,
  openWizard,
  stepOf,
  steps,
  type Wizard,
  type WizardEvent,
} from './wizard.ts';

const place = { datacenterId: 'tokyo', account: 'a-shpoolxx' };
const complete = { ...emptyDraft, place, imageId: 'wmi-lucid5', specId: 'is-small' } as LaunchDraft;
const good: IntentCheck = { refusal: null, warnings: [], request: null, account: null };
const bad: IntentCheck = { ...good, refusal: appError('operation/host-offline', 'offline') };
const run = {} as Extract<WizardEvent, { kind: 'started' }>['run'];
const intent = {} as Intent;

const play = (wizard: Wizard, ...events: readonly WizardEvent[]) => events.reduce(next, wizard);
const kinds = (...all: readonly ('forward' | 'back' | 'close' | 'stay' | 'discard' | 'start')[]) =>
  all.map((kind) => ({ kind }));
const reviewed = (checks: readonly IntentCheck[], draft = complete) =>
  play(
    openWizard(draft),
    { kind: 'went', step: 'review' },
    { kind: 'checked', draft, intents: checks.map(() => intent), checks },
  );

describe('the launch wizard', () => {
  it('goes no further than what is chosen allows', () => {
    const wizard = play(openWizard({ ...emptyDraft, place } as LaunchDraft), ...kinds('forward', 'forward'));

    expect(wizard).toMatchObject({ kind: 'choosing', step: 'image' });
    expect(play(wizard, { kind: 'went', step: 'review' })).toBe(wizard);
  });

  it('keeps everything, back and forth', () => {
    const there = play(openWizard(complete), { kind: 'edited', changes: { hostname: 'web-1' } });

    const back = play(there, ...kinds('back', 'back', 'forward', 'forward', 'forward', 'back'));

    expect(back).toEqual(there);
  });

  it('opens at the first thing that a template lacks here', () => {
    const missing = [
      { kind: 'security_groups' as const, id: 'sg-gone', description: 'web', why: 'gone' as const },
    ];

    expect(openWizard(complete, missing)).toMatchObject({ step: 'groups' });
  });

  it('opens at the groups where nobody knows any more which they were', () => {
    const wizard = openWizard(complete, [{ kind: 'security_groups', why: 'forgotten' }]);

    expect(wizard).toMatchObject({ step: 'groups' });
    expect(play(wizard, { kind: 'went', step: 'review' })).toBe(wizard);
    expect(
      play(wizard, { kind: 'waived', resources: 'security_groups' }, { kind: 'went', step: 'review' }),
    ).toMatchObject({ kind: 'reviewing' });
  });

  it('asks for each missing group until one is chosen in its place, or it is waived', () => {
    const missing = ['web', 'db'].map((id) => ({
      kind: 'security_groups' as const,
      id: `sg-${id}`,
      description: id,
      why: 'gone' as const,
    }));
    const wizard = openWizard(complete, missing);

    const one = play(wizard, { kind: 'edited', changes: { groupIds: ['sg-other'] as never } });

    expect(one).toMatchObject({ missing: [{ id: 'sg-db' }] });
    expect(play(one, { kind: 'waived', resources: 'security_groups' })).toMatchObject({ missing: [] });
  });

  it('closes at once when nothing was changed, and asks otherwise', () => {
    expect(play(openWizard(complete), ...kinds('close'))).toEqual({ kind: 'closed', run: null });

    const changed = play(openWizard(complete), { kind: 'edited', changes: { count: 2 } });
    const asking = play(changed, ...kinds('close'));

    expect(asking.kind).toBe('leaving');
    expect(play(asking, ...kinds('stay'))).toBe(changed);
    expect(play(asking, ...kinds('discard'))).toEqual({ kind: 'closed', run: null });
  });

  it('starts what was checked, and not where all of it is refused', () => {
    expect(play(reviewed([good, bad]), ...kinds('start')).kind).toBe('starting');
    expect(play(reviewed([bad]), ...kinds('start')).kind).toBe('reviewing');
  });

  it('ignores an answer about what is no longer under review', () => {
    const again = play(
      reviewed([good]),
      ...kinds('back'),
      { kind: 'edited', changes: { count: 2, hostname: 'web-{n}' } },
      ...kinds('forward'),
    );

    const late = play(again, { kind: 'checked', draft: complete, intents: [intent], checks: [good] });

    expect(late).toBe(again);
  });

  it('is not closed while a start is under way, and says why a start failed', () => {
    const starting = play(reviewed([good]), ...kinds('start'));

    expect(play(starting, ...kinds('close', 'back', 'start'))).toBe(starting);
    const error = appError('operation/not-journaled', 'no disk');
    expect(play(starting, { kind: 'startFailed', error })).toMatchObject({
      kind: 'reviewing',
      review: { startError: { code: 'operation/not-journaled' } },
    });
    expect(play(starting, { kind: 'started', run })).toEqual({ kind: 'closed', run });
  });
});

const anyChanges: fc.Arbitrary<Partial<LaunchDraft>> = fc.constantFrom(
  { place } as Partial<LaunchDraft>,
  { place: null },
  { imageId: 'wmi-lucid5' } as Partial<LaunchDraft>,
  { imageId: null },
  { specId: 'is-small' } as Partial<LaunchDraft>,
  { count: 3 },
  { hostname: 'web-{n}' },
  { hostname: '-bad' },
  { hostname: '' },
);
const anyEvent: fc.Arbitrary<WizardEvent> = fc.oneof(
  fc.record({ kind: fc.constant('edited' as const), changes: anyChanges }),
  fc.record({
    kind: fc.constantFrom('forward', 'back', 'close', 'stay', 'discard', 'start', 'recheck'),
  }) as fc.Arbitrary<WizardEvent>,
  fc.record({ kind: fc.constant('went' as const), step: fc.constantFrom(...steps) }),
  fc.constant({ kind: 'checkFailed' as const, draft: complete, error: appError('contract/timeout', 'late') }),
);

describe('whatever a person does with the launch wizard', () => {
  it('never stands at a step before which something is open, and starts from a finished review alone', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let wizard = openWizard(emptyDraft);
        for (const event of events) {
          const before = wizard;
          wizard = next(wizard, event);
          if (
            wizard.kind === 'reviewing' &&
            wizard.review.kind === 'checking' &&
            before.kind === 'choosing'
          ) {
            const { draft } = wizard;
            wizard = next(wizard, { kind: 'checked', draft, intents: [intent], checks: [good] });
          }
          if (wizard.kind === 'starting' && before.kind !== 'starting')
            expect(before).toMatchObject({ kind: 'reviewing', review: { kind: 'checked' } });
          if (wizard.kind !== 'reviewing') continue;
          const held = wizard;
          expect(stepOf(held)).toBe('review');
          for (const step of choiceSteps) expect(isComplete(held, step)).toBe(true);
        }
      }),
    );
  });

  it('keeps the draft but where it is edited', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
        let wizard: Wizard = openWizard(complete);
        for (const event of events) {
          const before = wizard;
          wizard = next(wizard, event);
          if (event.kind === 'edited' || !('draft' in before) || !('draft' in wizard)) continue;
          expect(wizard.draft).toBe(before.draft);
        }
      }),
    );
  });
});
