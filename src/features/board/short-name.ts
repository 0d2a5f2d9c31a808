/** Pixels of a tile's text: of a character of a whole name, of one where the room must do for certain, and of `…`. */
const usual = 6.9;
const ample = 7.3;
const ellipsis = 12;

/** What of a name's end tells it from its neighbours: the number it ends in, or else its last letters. */
const endOf = (name: string): string => /\d{1,4}$/.exec(name)?.[0] ?? name.slice(-2);

/**
 * A name for so many pixels, cut in its middle where it is longer: names that begin alike are told apart by how they
 * end. Where there is hardly any room it stays as it is, and is cut at the edge.
 */
export function shortName(name: string, pixels: number): string {
  if (name.length * usual <= pixels) return name;
  const end = endOf(name);
  const beginning = Math.floor((pixels - ellipsis) / ample) - end.length;
  return beginning < 2 || beginning + end.length >= name.length ? name : `${name.slice(0, beginning)}…${end}`;
}
