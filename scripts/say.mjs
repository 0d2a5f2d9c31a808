/**
 * One line to the person at the terminal. On stderr: stdout belongs to what is run (the web host's URL).
 *
 * @param {string} line
 */
export const say = (line) => console.error(`nori: ${line}`);

/** What a person can do something about: its words are printed without a stack. */
export class Unable extends Error {}

/**
 * Ends the process over something caught: a line for what a person can mend, the stack for a bug of ours.
 *
 * @param {unknown} cause
 * @returns {never}
 */
export function endWith(cause) {
  if (cause instanceof Unable) say(cause.message);
  else console.error(cause);
  process.exit(1);
}
