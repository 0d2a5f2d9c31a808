import { hostname, networkInterfaces, type NetworkInterfaceInfo } from 'node:os';
import type { Connectivity } from '#core/ports/connectivity.ts';

export type Machine = {
  readonly interfaces: () => Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
  readonly hostname: () => string;
};

/**
 * Judges by the machine's network interfaces, without sending anything. It errs towards `true`: an interface that is up may
 * still lead nowhere (a bridge for containers, say), and then the request itself tells.
 */
export function machineConnectivity(
  machine: Machine = { interfaces: networkInterfaces, hostname },
): Connectivity {
  return { canReach: (host) => canReach(machine, bare(host)) };
}

/** As compared: lower case, an IPv6 address without the brackets it has in a URL, no trailing dot. */
const bare = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');

function canReach(machine: Machine, host: string): boolean {
  if (isLoopback(host) || host === bare(machine.hostname())) return true;
  const addresses = addressesOf(machine);
  if (addresses === null) return true;
  if (addresses.some(({ address }) => address.toLowerCase() === host)) return true;
  const outward = addresses.filter(({ internal }) => !internal);
  // A link-local address is what an interface has that found no network; it reaches its neighbours alone.
  return outward.some(({ address }) => !isLinkLocal(address)) || (isLinkLocal(host) && outward.length > 0);
}

/** Null where the system does not tell (a sandbox may forbid it). */
function addressesOf({ interfaces }: Machine): readonly NetworkInterfaceInfo[] | null {
  try {
    return Object.values(interfaces()).flatMap((addresses) => addresses ?? []);
  } catch {
    return null; // nothing is known then, and a request is the better judge
  }
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);

const isLinkLocal = (address: string): boolean =>
  address.startsWith('169.254.') || /^fe[89ab][0-9a-f]:/i.test(address);
