import { RE2JS, RE2JSSyntaxException } from 're2js';
import { err, ok, type Result } from '../result.ts';

/** Whether a text holds a match, without regard to case. */
export type TextMatcher = (text: string) => boolean;

/**
 * Compiles a regular expression of RE2's syntax (no back references, no look-around) so that no pattern can take
 * more than time linear in the text. RE2 in JavaScript is some forty times slower than the built-in engine, so
 * patterns that can't backtrack run on the latter: those without any unbounded repetition, which is most of what
 * people type to find hosts. Fails with the engine's words about what was typed where the pattern is not one.
 */
export const compileRegex = (pattern: string): Result<TextMatcher, string> => compileWith(pattern, false);

/**
 * The same for texts that hold one fact a line, which are looked at as if each fact stood alone: `^` and `$` are
 * the edges of a fact, and no match reaches from one into the next.
 */
export function compileFactRegex(pattern: string): Result<TextMatcher, string> {
  const anywhere = compileWith(pattern, true);
  const inOne = compileRegex(pattern);
  if (!anywhere.ok) return anywhere;
  if (!inOne.ok) return inOne;
  // Most rows fail as a whole, which is far quicker than fact by fact.
  return ok((text) => anywhere.value(text) && text.split('\n').some(inOne.value));
}

function compileWith(pattern: string, isMultiline: boolean): Result<TextMatcher, string> {
  try {
    RE2JS.compile(pattern); // flags are put before the pattern, and complaints would name them
    const flags = RE2JS.CASE_INSENSITIVE | (isMultiline ? RE2JS.MULTILINE : 0);
    const linear = RE2JS.compile(pattern, flags);
    if (!cannotBacktrackFar(pattern)) return ok((text) => linear.matcher(text).find());
    const native = new RegExp(pattern, isMultiline ? 'imu' : 'iu');
    return ok((text) => native.test(text));
  } catch (cause) {
    return err(complaintOf(cause));
  }
}

function complaintOf(cause: unknown): string {
  if (!(cause instanceof RE2JSSyntaxException)) return cause instanceof Error ? cause.message : String(cause);
  const part = cause.getPattern();
  return part === null ? cause.getDescription() : `${cause.getDescription()}: ${part}`;
}

/** Literals, classes, anchors, alternations and single optional characters: nothing that repeats. */
const repeatsNothing =
  /^(?:[^\\+*{}?()[\]]|\\[dDwWsSbB.\\^$|()[\]{}*+?/]|\[\^?[\w .:-]+\]\??|\w\?|\((?:\?:)?|\)(?![?*+{]))*$/;

const cannotBacktrackFar = (pattern: string): boolean =>
  pattern.length <= 200 && repeatsNothing.test(pattern);
