/** The names under which this host answers. Any other in `Host` is somebody's DNS pointing here. */
export type OwnAddress = {
  /** Whether a `Host` header is one of ours. */
  readonly isHost: (host: string | undefined) => host is string;
  /** Whether an `Origin` header is that of a page served under this very `Host`. */
  readonly isOrigin: (origin: string | undefined, host: string) => boolean;
};

/** The loopback names of a port. `[::1]` is none of them: nothing listens there. */
export function ownAddress(port: number): OwnAddress {
  const hosts = [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`];
  return {
    isHost: (host): host is string => host !== undefined && hosts.includes(host.toLowerCase()),
    isOrigin: (origin, host) => origin?.toLowerCase() === `http://${host.toLowerCase()}`,
  };
}
