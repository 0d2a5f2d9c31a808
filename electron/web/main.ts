// The loopback host: the engine and the page in the person's own browser. `--help` says how to start it.
import { homedir } from 'node:os';
import { createInterface } from 'node:readline';
import { openPageFiles } from '#node/page/page-files.ts';
import { compose } from './compose.ts';
import { startWebHost, type WebHost } from './web-host.ts';
import { readWebArgs, usage, type WebArgs } from './web-args.ts';

const args = readWebArgs(process.argv.slice(2), {
  platform: process.platform,
  env: process.env,
  home: homedir(),
});
if (args.kind === 'run') run(args).catch(fail);
else if (args.kind === 'help') console.log(usage);
else {
  console.error(`${args.why}\n\n${usage}`);
  process.exitCode = 2;
}

async function run({ options, port, pageDir }: Extract<WebArgs, { kind: 'run' }>): Promise<void> {
  const page = await openPageFiles(pageDir);
  if (page === null) throw new Error(`no page in ${pageDir}: npm run build makes it`);
  const composed = await compose(options);
  if (!composed.ok) throw new Error(composed.error.message);
  const engine = composed.value;
  const { clock } = engine;
  const host = await startWebHost({
    service: engine.service,
    page,
    port,
    serve: engine.serveOptions,
    socket: { maxBufferedBytes: 64 * 1024 * 1024, heartbeatMs: 15_000, after: clock.after.bind(clock) },
  }).catch(async (cause: unknown) => {
    await engine.close();
    throw isPortTaken(cause) ? new Error(`port ${String(port)} is taken: choose another with --port`) : cause;
  });
  endOnSignal(async () => {
    await host.close();
    await engine.close();
  });
  console.error('Nori runs. This link opens it once; press Enter for another, Ctrl-C to end.');
  console.log(host.newLink());
  printLinksOnDemand(host);
}

const isPortTaken = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';

/** A new link for Enter in the terminal, for a `new-link` message of the process that started us, or SIGUSR2. */
function printLinksOnDemand(host: WebHost): void {
  const print = () => {
    console.log(host.newLink());
  };
  createInterface({ input: process.stdin }).on('line', print);
  process.on('message', (message) => {
    if (message === 'new-link') print();
  });
  if (process.platform !== 'win32') process.on('SIGUSR2', print);
}

/** Ends in order at the first signal, at once at the second. */
function endOnSignal(close: () => Promise<void>): void {
  let ending = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) process.exit(1);
      ending = true;
      close().then(() => process.exit(0), fail);
    });
  }
}

function fail(cause: unknown): void {
  console.error(`Nori could not start: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
}
