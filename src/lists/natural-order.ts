const zero = 48;
const nine = 57;

const remembered = new Map<string, string>();
const rememberedAtMost = 400_000;

/**
 * A key whose plain string order is the order people expect: case does not matter and numbers count as numbers
 * (`web-2` before `web-10`). Every run of digits is led by its length, so that longer numbers come later.
 */
export function naturalKey(text: string): string {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  // A list is sorted again and again, by texts that mostly stay; making the keys is half of the work.
  if (remembered.size >= rememberedAtMost) remembered.clear();
  const key = makeKey(text);
  remembered.set(text, key);
  return key;
}

function makeKey(text: string): string {
  const folded = text.toLowerCase();
  let key = '';
  let copied = 0;
  for (let at = 0; at < folded.length;) {
    if (!isDigit(folded, at)) {
      at += 1;
      continue;
    }
    let start = at;
    while (start < folded.length - 1 && folded.charCodeAt(start) === zero && isDigit(folded, start + 1))
      start += 1;
    let end = start;
    while (isDigit(folded, end)) end += 1;
    key +=
      folded.slice(copied, at) + String.fromCharCode(zero - 1 + (end - start)) + folded.slice(start, end);
    copied = end;
    at = end;
  }
  return copied === 0 ? folded : key + folded.slice(copied);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= zero && code <= nine;
}
