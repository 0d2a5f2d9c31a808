/** What a list can be sorted by: texts in natural order are given as `naturalKey`. All of a column are of one type. */
export type SortKey = string | number;

/** Below this many, plain insertion is fastest. */
const few = 24;

/** The places of the keys in ascending order. Equal keys come in no particular order. */
export function orderOf(keys: readonly SortKey[]): Uint32Array {
  const order = places(keys.length);
  if (keys.length <= few) insertionSort(order, keys);
  else if (areTexts(keys)) sortTexts(order, keys, 0);
  else order.sort((a, b) => compareKeys(keys[a] as SortKey, keys[b] as SortKey)); // places are within the keys
  return order;
}

const areTexts = (keys: readonly SortKey[]): keys is readonly string[] =>
  keys.every((key) => typeof key === 'string');

function places(count: number): Uint32Array {
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

/**
 * Sorts many texts by six characters at a time, packed into one number: comparing numbers is several times
 * faster than comparing texts, and only texts that agree in those six are looked at further on.
 */
function sortTexts(order: Uint32Array, keys: readonly string[], depth: number): void {
  const packed = pack(order, keys, depth);
  if (packed === null) {
    order.sort((a, b) => compareKeys(keys[a] as string, keys[b] as string)); // as above
    return;
  }
  const byPlace = places(order.length).sort((a, b) => (packed[a] as number) - (packed[b] as number));
  const before = order.slice();
  for (let at = 0; at < byPlace.length; at += 1) order[at] = before[byPlace[at] as number] as number;
  let runStart = 0;
  for (let at = 1; at <= byPlace.length; at += 1) {
    const value = packed[byPlace[runStart] as number] as number;
    if (at < byPlace.length && packed[byPlace[at] as number] === value) continue;
    // A packed value that ends in zero is of texts that end here: they are equal.
    if (at - runStart > 1 && value % 256 !== 0)
      sortRun(order.subarray(runStart, at), keys, depth + packedChars);
    runStart = at;
  }
}

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
      if (code > 255) return null;
      value = value * 256 + code;
    }
    packed[at] = value;
  }
  return packed;
}
