/** Pixels; `--row-height` of the style sheets is the same. */
export const rowHeight = 28;
/** Of the header that covers the top of what scrolls. */
export const headerHeight = 30;

/** Lines drawn beyond the edges of the screen, so that scrolling finds them there. */
const beyond = 6;

/** A scroller and how many lines of one height are in it. */
export type LinesOnScreen = { readonly top: number; readonly height: number; readonly count: number };
/** From the first line to the one after the last. */
export type LineRange = { readonly from: number; readonly to: number };

/** The lines that can be seen, if only in part. A list that has become too short for its scroller shows its end. */
export function linesInSight({ top, height, count }: LinesOnScreen): LineRange {
  const room = Math.max(0, height - headerHeight);
  const from = Math.max(0, Math.min(top, count * rowHeight - room));
  return { from: Math.floor(from / rowHeight), to: Math.min(count, Math.ceil((from + room) / rowHeight)) };
}

/** How many lines are drawn at a time, unless the list is shorter. */
const drawnAtATime = (height: number): number =>
  Math.ceil(Math.max(0, height - headerHeight) / rowHeight) + 1 + 2 * beyond;

/** Those, and others above and below, always as many: whatever scrolls out makes room for what scrolls in. */
export function linesToDraw(
  inSight: LineRange,
  { height, count }: Pick<LinesOnScreen, 'height' | 'count'>,
): LineRange {
  const size = drawnAtATime(height);
  const from = Math.max(0, Math.min(inSight.from - beyond, count - size));
  return { from, to: Math.min(count, from + size) };
}

/**
 * Which of the elements that draw lines draws this one. There are as many as are drawn at a time, so that scrolling and
 * filtering put other texts into the elements that are there, and make none.
 */
export const slotOf = (line: number, height: number): number => line % drawnAtATime(height);

/**
 * Where to scroll so that a line can be seen whole: nowhere if it can be already. Of what is below the header,
 * `covered` pixels hide what is under them.
 */
export function scrollFor(
  line: number,
  { top, height, covered }: Pick<LinesOnScreen, 'top' | 'height'> & { readonly covered: number },
): number {
  const lowest = line * rowHeight - covered;
  const highest = (line + 1) * rowHeight - (height - headerHeight);
  return Math.min(lowest, Math.max(highest, top));
}
