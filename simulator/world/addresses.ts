import type { Network, Nic } from './records.ts';
import type { Random } from './random.ts';

/** `10.0.0.1` → 167772161; undefined when it is no IPv4 address. */
export function addressNumber(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** Takes a free address of the network's dynamic range at random; null when the range is used up. */
export function lease(network: Network, random: Random): number | null {
  const [first, last] = network.range;
  const count = last - first + 1;
  if (network.leased.size >= count) return null;
  let address = random.between(first, last);
  while (network.leased.has(address)) address = address === last ? first : address + 1;
  network.leased.add(address);
  return address;
}

/** Gives a NIC's addresses back. */
export function release(nic: Nic, network: Network | undefined, outside: Network | undefined): void {
  if (nic.address !== null) network?.leased.delete(nic.address);
  if (nic.natAddress !== null) outside?.leased.delete(nic.natAddress);
  nic.address = null;
  nic.natAddress = null;
}
