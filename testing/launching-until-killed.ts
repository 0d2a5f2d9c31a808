// Launches a hundred instances in one run until it is killed, saying what has changed each time it is told.
import type { EventName, EventPayload } from '#contract/api.ts';
import { intentsSchema, type Operation } from '#contract/operation.ts';
import { createEngine } from '#core/engine/engine.ts';
import { openNodePorts } from '#node/ports.ts';

const [dataDir = '', intentsJson = ''] = process.argv.slice(2);
const options = { secrets: 'memory', version: '1.0.0', host: 'web', demo: false, verbose: false } as const;
const opened = await openNodePorts({ dataDir, ...options });
if (!opened.ok) throw new Error(opened.error.message);
const engine = await createEngine(opened.value.ports);
const session = {
  id: 'page-1',
  emit: <E extends EventName>(event: E, payload: EventPayload<E>) => {
    if (event !== 'operations.changed') return;
    const states = (payload as readonly Operation[]).map(({ state }) => state); // as the event's name says
    process.stdout.write(`${states.join(' ')}\n`);
  },
  onClosed: () => undefined,
};
engine.opened(session);
const intents = intentsSchema.parse(JSON.parse(intentsJson));
const started = await engine.handlers['runs.start'](
  { intents, overrideWarnings: true, concurrency: 4 },
  session,
);
if (!started.ok) throw new Error(started.error.message);
process.stdout.write(`${started.value.id}\n`);
