/** What a list can be sorted by: texts in natural order are given as `naturalKey`. All of a column are of one type. */
export type SortKey = string | number;

/** Below this many, plain insertion is fastest. */
const few = 24;

/** The places of the keys in ascending order. Equal keys come in no particular order. */
export function orderOf(keys: readonly SortKey[]): Uint32Array {
  if (keys.length > few && areTexts(keys))
    return areOftenEqual(keys) ? orderOfEqual(keys) : orderOfTexts(keys);
  const order = places(keys.length);
  if (keys.length <= few) insertionSort(order, keys);
  else order.sort((a, b) => compareKeys(keys[a] as SortKey, keys[b] as SortKey)); // places are within the keys
  return order;
}

/** Keys looked at to guess how many are equal, and how many different ones are too many to gather them first. */
const sampled = 500;
const oftenDifferent = 475;

/** Whether many keys seem to be equal, as hostnames are from one account to the next. */
function areOftenEqual(keys: readonly string[]): boolean {
  if (keys.length < 2 * sampled) return false;
  const step = Math.floor(keys.length / sampled);
  const sample = new Set<string>();
  for (let at = 0; at < sampled; at += 1) sample.add(keys[at * step] as string); // at * step < keys.length
  return sample.size < oftenDifferent;
}

function orderOfTexts(keys: readonly string[]): Uint32Array {
  const order = places(keys.length);
  sortTexts(order, keys, 0);
  return order;
}

/** Sorts each text once, however many keys are equal to it. */
function orderOfEqual(keys: readonly string[]): Uint32Array {
  const equals = new Map<string, number[]>();
  for (let at = 0; at < keys.length; at += 1) {
    const key = keys[at] as string; // at < keys.length
    const before = equals.get(key);
    if (before === undefined) equals.set(key, [at]);
    else before.push(at);
  }
  const texts = [...equals.keys()];
  const order = new Uint32Array(keys.length);
  let filled = 0;
  for (const place of orderOfTexts(texts)) {
    const alike = equals.get(texts[place] as string) ?? []; // places are within the texts
    order.set(alike, filled);
    filled += alike.length;
  }
  return order;
}

const areTexts = (keys: readonly SortKey[]): keys is readonly string[] =>
  keys.every((key) => typeof key === 'string');

/** The places of so many, as they come. */
export function places(count: number): Uint32Array {
  const order = new Uint32Array(count);
  for (let at = 0; at < count; at += 1) order[at] = at;
  return order;
}

export const compareKeys = (a: SortKey, b: SortKey): number => (a < b ? -1 : a > b ? 1 : 0);

function insertionSort(order: Uint32Array, keys: readonly SortKey[]): void {
  for (let at = 1; at < order.length; at += 1) {
    const place = order[at] as number; // at < order.length; places are within the keys, here and below
    const key = keys[place] as SortKey;
    let to = at;
    for (; to > 0 && (keys[order[to - 1] as number] as SortKey) > key; to -= 1)
      order[to] = order[to - 1] as number;
    order[to] = place;
  }
}

const packedChars = 6;
/** Below this many, comparing texts is as fast. */
const worthPacking = 128;
const byte = 256;
/** From this many on, counting bytes is faster than comparing numbers. */
const many = 2_000;

/**
 * Sorts many texts by six characters at a time, packed into one number: comparing numbers is several times
 * faster than comparing texts, and only texts that agree in those six are looked at further on.
 */
function sortTexts(order: Uint32Array, keys: readonly string[], depth: number): void {
  const packed = order.length < worthPacking ? null : pack(order, keys, depth);
  if (packed === null) {
    order.sort((a, b) => compareKeys(keys[a] as string, keys[b] as string)); // as above
    return;
  }
  if (areAlike(packed)) {
    // Ids begin alike: most of their first characters decide nothing.
    if ((packed[0] as number) % byte !== 0) sortRun(order, keys, depth + packedChars);
    return;
  }
  const byPlace =
    packed.length < many
      ? places(packed.length).sort((a, b) => (packed[a] as number) - (packed[b] as number))
      : byteOrder(packed);
  const before = order.slice();
  for (let at = 0; at < byPlace.length; at += 1) order[at] = before[byPlace[at] as number] as number;
  let runStart = 0;
  for (let at = 1; at <= byPlace.length; at += 1) {
    const value = packed[byPlace[runStart] as number] as number;
    if (at < byPlace.length && packed[byPlace[at] as number] === value) continue;
    // A packed value that ends in zero is of texts that end here: they are equal.
    if (at - runStart > 1 && value % byte !== 0)
      sortRun(order.subarray(runStart, at), keys, depth + packedChars);
    runStart = at;
  }
}

const areAlike = (packed: Float64Array): boolean => packed.every((value) => value === packed[0]);

function sortRun(order: Uint32Array, keys: readonly string[], depth: number): void {
  if (order.length <= few) insertionSort(order, keys);
  else sortTexts(order, keys, depth);
}

/** Six characters of each text from `depth` on, or null where one does not fit into a byte. */
function pack(order: Uint32Array, keys: readonly string[], depth: number): Float64Array | null {
  const packed = new Float64Array(order.length);
  for (let at = 0; at < order.length; at += 1) {
    const key = keys[order[at] as number] as string; // as above
    let value = 0;
    for (let char = depth; char < depth + packedChars; char += 1) {
      const code = char < key.length ? key.charCodeAt(char) + 1 : 0;
      if (code >= byte) return null;
      value = value * byte + code;
    }
    packed[at] = value;
  }
  return packed;
}

/** The places of packed values in ascending order: sorted by the last byte, then stably by the one before, and so on. */
function byteOrder(packed: Float64Array): Uint32Array {
  let order: Uint32Array = places(packed.length);
  let next: Uint32Array = new Uint32Array(packed.length);
  const bytes = new Uint8Array(packed.length);
  for (let unit = 1; unit < byte ** packedChars; unit *= byte) {
    const starts = new Uint32Array(byte + 1);
    for (let at = 0; at < packed.length; at += 1) {
      const value = Math.floor((packed[at] as number) / unit) % byte; // at < packed.length, here and below
      bytes[at] = value;
      starts[value + 1] = (starts[value + 1] as number) + 1;
    }
    // Where all agree there is nothing to sort by.
    if (starts[(bytes[0] as number) + 1] === packed.length) continue;
    for (let value = 0; value < byte; value += 1)
      starts[value + 1] = (starts[value + 1] as number) + (starts[value] as number);
    for (const place of order) {
      const value = bytes[place] as number;
      const to = starts[value] as number;
      next[to] = place;
      starts[value] = to + 1;
    }
    [order, next] = [next, order];
  }
  return order;
}
