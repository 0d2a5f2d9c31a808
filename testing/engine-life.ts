import { appError } from '#contract/errors.ts';
import { err } from '#contract/result.ts';
import { standardParts } from '#core/engine/engine.ts';
import type { OperationJournal } from '#core/ports/journal.ts';
import { type EngineWorld, Page } from './an-engine.ts';
import type { Script } from './fake-http.ts';

/** One life of an engine in a world: until it is killed, as `kill -9` would, in the middle of whatever it does. */
export type EngineLife = { readonly page: Page; kill(): void };

/**
 * Starts an engine that reads real datacenters by these scripts. Once killed its timers don't fire, its requests bring
 * no answer and the journal takes nothing from it, while what it began goes on at the other end.
 */
export async function beginLife(
  world: EngineWorld,
  scripts: ReadonlyMap<string, Script>,
): Promise<EngineLife> {
  let isAlive = true;
  for (const [id, script] of scripts)
    world.scripts.set(id, (request) => (isAlive ? script(request) : { kind: 'hangs' }));
  const { clock, journal } = world;
  const engine = await world.start(standardParts, {
    clock: {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      after: (ms, callback) =>
        clock.after(ms, () => {
          if (isAlive) callback();
        }),
    },
    journal: whileAlive(journal, () => isAlive),
  });
  return {
    page: new Page(engine),
    kill: () => {
      isAlive = false;
    },
  };
}

function whileAlive(journal: OperationJournal, isAlive: () => boolean): OperationJournal {
  const dead = err(appError('store/unavailable', 'this engine was killed'));
  return {
    begin: (run, operations, retried) => (isAlive() ? journal.begin(run, operations, retried) : dead),
    sending: (operation) => (isAlive() ? journal.sending(operation) : dead),
    write: (operations) => (isAlive() ? journal.write(operations) : dead),
    writeRun: (run) => (isAlive() ? journal.writeRun(run) : dead),
    run: (id) => journal.run(id),
    runs: (query) => journal.runs(query),
    operation: (id) => journal.operation(id),
    operations: (query) => journal.operations(query),
    open: () => journal.open(),
    lastSeqs: () => journal.lastSeqs(),
    notices: journal.notices,
  };
}
