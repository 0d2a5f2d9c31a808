import { toCurl } from '#contract/command-line.ts';
import type { AppError } from '#contract/errors.ts';
import type { Intent, IntentCheck, SentRequest } from '#contract/operation.ts';

type Checked = { readonly intents: readonly Intent[]; readonly checks: readonly IntentCheck[] };

/** One launch under review. */
export type ReviewItem = {
  readonly position: number;
  /** Null: named after its id. */
  readonly hostname: string | null;
  readonly refusal: AppError | null;
  readonly warnings: IntentCheck['warnings'];
  readonly request: SentRequest | null;
  /** The same as a shell command; null where no request can be made. */
  readonly curl: string | null;
};

/** Every launch with what the engine says of it. */
export function reviewItems({ intents, checks }: Checked, baseUrl: string): readonly ReviewItem[] {
  return intents.flatMap((intent, position): ReviewItem[] => {
    const check = checks[position];
    if (intent.action !== 'launch' || check === undefined) return [];
    const { refusal, warnings, request } = check;
    const account = check.account ?? intent.account;
    const curl = request === null ? null : toCurl({ ...request, baseUrl, account });
    return [{ position, hostname: intent.parameters.hostname, refusal, warnings, request, curl }];
  });
}

/** A warning and how many launches it concerns. */
export type SharedWarning = {
  readonly error: AppError;
  readonly asOf: number | null;
  readonly count: number;
};

/** The same warning of many launches is told once, with the oldest of its dates. */
export function sharedWarnings(items: readonly ReviewItem[]): readonly SharedWarning[] {
  const byCode = new Map<string, SharedWarning>();
  for (const { warnings, refusal } of items) {
    if (refusal !== null) continue;
    for (const { error, asOf } of warnings) {
      const known = byCode.get(error.code);
      const oldest = known === undefined ? asOf : older(known.asOf, asOf);
      byCode.set(error.code, { error, asOf: oldest, count: (known?.count ?? 0) + 1 });
    }
  }
  return [...byCode.values()];
}

const older = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? null : Math.min(a, b);

/** `POST /path` with its body laid out to be read. */
export function requestText({ method, path, body }: SentRequest): string {
  return body === null ? `${method} ${path}` : `${method} ${path}\n\n${laidOut(body)}`;
}

function laidOut(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body; // not JSON: shown as it is
  }
}
