const sizeUnits: Readonly<Record<string, number>> = {
  '': 1,
  m: 1,
  mb: 1,
  g: 1024,
  gb: 1024,
  t: 1024 ** 2,
  tb: 1024 ** 2,
};
const ageUnits: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** A plain decimal number, or null. */
export const parseNumber = (text: string): number | null =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null;

/** A size in megabytes: `512`, `512m`, `4g`, `1.5t`; null for anything else. */
export function parseMegabytes(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)([a-z]*)$/i.exec(text);
  const unit = sizeUnits[match?.[2]?.toLowerCase() ?? '-'];
  return match?.[1] !== undefined && unit !== undefined ? Number(match[1]) * unit : null;
}

/** A time span in milliseconds: `90s`, `5m`, `2h`, `7d`, `1w`, and joined as `1d12h`; null for anything else. */
export function parseAge(text: string): number | null {
  if (!/^(?:\d+(?:\.\d+)?[smhdw])+$/i.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)([smhdw])/gi)) {
    total += Number(amount) * (ageUnits[unit?.toLowerCase() ?? ''] ?? 0);
  }
  return total;
}

/** A yes or no in any usual spelling, or null. */
export function parseFlag(text: string): boolean | null {
  if (/^(yes|true|on|1)$/i.test(text)) return true;
  return /^(no|false|off|0)$/i.test(text) ? false : null;
}
