/** An IPv4 range as its lowest address and the bits that must agree. */
export type Ipv4Range = { readonly base: number; readonly mask: number };

/** `A.B.C.D` as an unsigned 32-bit number, or null where it is not one. */
export function parseIpv4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (!parts) return null;
  let value = 0;
  for (const part of parts.slice(1)) {
    const octet = Number(part);
    if (octet > 255) return null;
    value = value * 256 + octet;
  }
  return value;
}

/** `A.B.C.D/PREFIX` or a single address; host bits are allowed and ignored. Null where it is neither. */
export function parseIpv4Range(text: string): Ipv4Range | null {
  const [address = '', prefixText = '32', ...rest] = text.split('/');
  const value = parseIpv4(address);
  if (value === null || rest.length > 0 || !/^\d{1,2}$/.test(prefixText) || Number(prefixText) > 32)
    return null;
  const mask = maskOf(Number(prefixText));
  return { base: (value & mask) >>> 0, mask };
}

/** The network mask of a prefix length 0–32. */
export const maskOf = (prefix: number): number => (prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0);

/** Whether the address lies in the range; text that is no address lies in none. */
export function isInRange(address: string, range: Ipv4Range): boolean {
  const value = parseIpv4(address);
  return value !== null && (value & range.mask) >>> 0 === range.base;
}
