import type { ServeOptions } from '#contract/rpc/serve.ts';
import { ok, type Result } from '#contract/result.ts';
import type { Service } from '#contract/rpc/service.ts';
import { createEngine } from '#core/engine/engine.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Logger } from '#core/ports/logger.ts';
import { type NodePortsOptions, openNodePorts } from './ports.ts';

/** An engine on Node, with what a host needs to serve it to pages. */
export type RunningEngine = {
  readonly service: Service;
  readonly serveOptions: ServeOptions;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Writes what is unwritten, then gives the data folder free. */
  close(): Promise<void>;
};

/** Starts an engine on a data folder. Fails only where the folder is another engine's or can't be used at all. */
export async function startEngine(options: NodePortsOptions): Promise<Result<RunningEngine>> {
  const opened = await openNodePorts(options);
  if (!opened.ok) return opened;
  const { ports, release } = opened.value;
  const { logger, clock, newId } = ports;
  const engine = await createEngine(ports);
  return ok({
    service: engine,
    serveOptions: { newId, reportBug: (event, cause) => logger.bug(event, cause) },
    logger,
    clock,
    close: async () => {
      await engine.close();
      release();
    },
  });
}
