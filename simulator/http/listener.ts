import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP server that can stop listening and later listen again on the same port. */
export class Listener {
  readonly #host: string;
  readonly #onRequest: RequestListener;
  #port: number;
  #server: Server | null = null;
  #change: Promise<void> = Promise.resolve();

  constructor(options: {
    readonly host: string;
    readonly port: number;
    readonly onRequest: RequestListener;
  }) {
    this.#host = options.host;
    this.#port = options.port;
    this.#onRequest = options.onRequest;
  }

  get port(): number {
    return this.#port;
  }

  get isListening(): boolean {
    return this.#server !== null;
  }

  /** Changes happen one after the other, whoever asks. */
  listen(): Promise<void> {
    return this.#then(() => (this.#server === null ? this.#open() : Promise.resolve()));
  }

  /** Stops listening and cuts every connection. */
  close(): Promise<void> {
    return this.#then(() => this.#shut());
  }

  #then(action: () => Promise<void>): Promise<void> {
    const done = this.#change.then(action);
    this.#change = done.catch(() => undefined);
    return done;
  }

  async #open(): Promise<void> {
    const server = createServer(this.#onRequest);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, this.#host, resolve);
    });
    this.#port = (server.address() as AddressInfo).port; // a TCP server has no other kind of address
    this.#server = server;
  }

  async #shut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  }
}
