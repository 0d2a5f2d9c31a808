import { testConnection } from '../dcmgr/connection-test.ts';
import { createDcmgrClient } from '../dcmgr/dcmgr-client.ts';
import { createDatacenterPoller } from '../polling/datacenter-poller.ts';
import { composeEngine, type Engine, type EngineParts, type EnginePorts } from './compose-engine.ts';

export type { Engine, EngineParts, EnginePorts };

/** Reads real datacenters: Nori's own client, poller and connection test. */
export const standardParts: EngineParts = {
  openClient: (http, profile) => createDcmgrClient({ http, timeoutMs: profile.polling.requestTimeoutMs }),
  createPoller: createDatacenterPoller,
  testConnection,
};

/**
 * Starts an engine that reads real datacenters; `parts` replaces what it reads them with. See `composeEngine` for
 * the promises.
 */
export const createEngine = (ports: EnginePorts, parts: EngineParts = standardParts): Promise<Engine> =>
  composeEngine(ports, parts);
