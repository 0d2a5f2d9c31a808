import '../without-eval.ts';
import '../theme/base.css';
import '../theme/marks.css';
import type { AccountProbe } from '#contract/connection-test.ts';
import { appError } from '#contract/errors.ts';
import { resourceKinds } from '#contract/resource-kind.ts';
import { ok } from '#contract/result.ts';
import { settingsSchema } from '#contract/settings.ts';
import { aDatacenterStatus } from '#contract/testing/builders.ts';
import { createFakeEngine } from '#contract/testing/fake-engine.ts';
import { createPage } from '../create-page.ts';
import { hosts, images, instances, profiles, statuses } from './made-up.ts';

// The page on an engine of its own making, for working on the page alone. Never part of a build.
// ?rows=5000&scene=empty|never|none|error|loading|lost&theme=dark&locale=ja&churn=1
const asked = new URLSearchParams(location.search);
const scene = asked.get('scene') ?? 'mixed';
const now = Date.now();
const rows = scene === 'mixed' || scene === 'lost' ? instances(Number(asked.get('rows') ?? 400), now) : [];

const engine = createFakeEngine({
  profiles: scene === 'empty' ? [] : profiles,
  statuses:
    scene === 'empty'
      ? []
      : scene === 'never'
        ? profiles.map(({ profile }) =>
            aDatacenterStatus(profile.id, {
              condition: 'unreachable',
              asOf: null,
              nextTryAt: now + 9_000,
              error: appError('endpoint/refused', 'refused'),
            }),
          )
        : statuses(now),
  rows: { instances: rows, host_nodes: hosts(rows), images: images() },
  chunkSize: 2_000,
  settings: settingsSchema.parse({
    theme: asked.get('theme') ?? 'system',
    locale: asked.get('locale') ?? 'system',
  }),
  info: { secretsPersist: false },
  handlers: {
    'profiles.startTest': ({ profile }) => {
      const jobId = `job-${String(Date.now())}`;
      const accounts = profile.accounts.map(({ id }): AccountProbe => {
        const isEmpty = id.includes('typo');
        return {
          account: id,
          lists: resourceKinds
            .slice(0, 5)
            .map((kind) => ({ kind, ownerTotal: isEmpty ? 0 : 12, ms: 84, error: null })),
          suspicion: isEmpty ? appError('account/all-empty', 'empty') : null,
        };
      });
      const tell = (done: boolean) => {
        const shown = accounts.map((account) =>
          done
            ? account
            : {
                ...account,
                suspicion: null,
                lists: account.lists.map((l, at) => (at < 2 ? l : { ...l, ownerTotal: null, ms: null })),
              },
        );
        engine.emit('profiles.testProgressed', {
          jobId,
          test: { done, error: null, accounts: shown, clockSkewMs: done ? 312_000 : null },
        });
      };
      setTimeout(() => tell(false), 150);
      setTimeout(() => tell(true), 900);
      return ok({ jobId });
    },
  },
});
if (scene === 'error') engine.failWith('inventory.subscribe', 'store/corrupt');

let isCut = false;
createPage({
  open: () => {
    if (scene === 'loading') return new Promise(() => undefined);
    return isCut ? Promise.reject(new Error('cut')) : Promise.resolve(engine.connect());
  },
}).mount('#app');

const cut = () => {
  isCut = true;
  engine.disconnect();
};
if (scene === 'lost') setTimeout(cut, 800);

Object.assign(window, {
  engine,
  cut,
  mend: () => {
    isCut = false;
  },
  churn: (count: number) => {
    engine.changeRows('instances', {
      upserted: Array.from({ length: count }, () => {
        const row = rows[Math.floor(Math.random() * rows.length)];
        return row === undefined ? [] : [{ ...row, state: 'stopping', changedAt: Date.now() }];
      }).flat(),
    });
  },
});
