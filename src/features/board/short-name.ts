/** Pixels that a tile's characters take, by how wide they are; of `…` as much as of a full-width one. */
const widest = 12;
const widths: readonly (readonly [RegExp, number])[] = [
  [/[mwMW@%]/, 11.7],
  [/[ijl.,:;|! -]/, 4.4],
  [/[frt]/, 5],
  [/[\x20-\x7e]/, 7.4],
];

const widthOf = (text: string): number =>
  Array.from(text, (each) => widths.find(([letters]) => letters.test(each))?.[1] ?? widest).reduce(
    (sum, width) => sum + width,
    0,
  );

/** What of a name's end tells it from its neighbours: the number it ends in, or else its last letters. */
const endOf = (name: string): string => /\d{1,4}$/.exec(name)?.[0] ?? name.slice(-2);

/**
 * A name for so many pixels, cut in its middle where it is longer: names that begin alike are told apart by how they
 * end. Where there is hardly any room it stays as it is, and is cut at the edge.
 */
export function shortName(name: string, pixels: number): string {
  if (widthOf(name) <= pixels) return name;
  const end = endOf(name);
  const left = pixels - widest - widthOf(end);
  let beginning = name.slice(0, -end.length);
  while (beginning !== '' && widthOf(beginning) > left) beginning = beginning.slice(0, -1);
  return beginning.length < 2 ? name : `${beginning}…${end}`;
}
