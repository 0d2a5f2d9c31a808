import { portGranted, portWanted } from '#contract/rpc/port-grant.ts';
import { serve, type ServeOptions } from '#contract/rpc/serve.ts';
import type { Service } from '#contract/rpc/service.ts';
import { type Frame, isOwnFrame } from './frame-check.ts';
import { type EnginePort, portTransport } from './port-transport.ts';

/** A frame that a port can be handed to. */
export interface GrantableFrame<Port> extends Frame {
  postMessage(channel: string, message: unknown, transfer: Port[]): void;
}

/** What granting needs of Electron's main process. */
export type PortGrantPorts<Port> = {
  /** Hears a channel of the preload's: who sent, as Electron's `senderFrame`. */
  readonly hear: (channel: string, listener: (frame: GrantableFrame<Port> | null) => void) => void;
  /** A new channel: the engine's end, and the one to hand over. */
  readonly createChannel: () => { readonly engine: EnginePort; readonly page: Port };
  readonly refused: (origin: string | null) => void;
};

/**
 * Hands a port to the engine to each page that asks and is ours, and serves the other end of it. A page may ask
 * again, after a reload or a lost connection: the session before ends with its port.
 */
export function grantPorts<Port>(service: Service, options: ServeOptions, ports: PortGrantPorts<Port>): void {
  ports.hear(portWanted, (frame) => {
    if (frame === null || !isOwnFrame(frame)) {
      ports.refused(frame?.isDestroyed() === false ? frame.origin : null);
      return;
    }
    const { engine, page } = ports.createChannel();
    serve(service, portTransport(engine), options);
    frame.postMessage(portGranted, null, [page]);
  });
}
