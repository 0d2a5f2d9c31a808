import { RE2JS } from 're2js';
import { err, ok, type Result } from '../result.ts';

/** Whether a text holds a match, without regard to case. */
export type TextMatcher = (text: string) => boolean;

/**
 * Compiles a regular expression of RE2's syntax (no back references, no look-around) so that no pattern can take
 * more than time linear in the text. RE2 in JavaScript is some forty times slower than the built-in engine, so
 * patterns that can't backtrack run on the latter: those without any unbounded repetition, which is most of what
 * people type to find hosts. Fails with the engine's words where the pattern is not one.
 */
export function compileRegex(pattern: string): Result<TextMatcher, string> {
  try {
    const linear = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
    if (!cannotBacktrackFar(pattern)) return ok((text) => linear.matcher(text).find());
    const native = new RegExp(pattern, 'iu');
    return ok((text) => native.test(text));
  } catch (cause) {
    return err(cause instanceof Error ? cause.message : 'not a regular expression');
  }
}

/** Literals, classes, anchors, alternations and single optional characters: nothing that repeats. */
const repeatsNothing =
  /^(?:[^\\+*{}?()[\]]|\\[dDwWsSbB.\\^$|()[\]{}*+?/-]|\[\^?[\w .:-]+\]\??|\w\?|\((?:\?:)?|\)(?![?*+{]))*$/;

const cannotBacktrackFar = (pattern: string): boolean =>
  pattern.length <= 200 && repeatsNothing.test(pattern);
