import type { Problem } from '#contract/endpoint.ts';

/** Problems of one scope that are kept: a list of a thousand bad records is told by its first few. */
const keptPerScope = 20;

/** What a person should know of a datacenter, by where it was noticed; replaced when it is looked at again. */
export class Problems {
  readonly #byScope = new Map<string, readonly Problem[]>();

  /** Replaces what the scope said; one that says the same as before keeps its date. */
  replace(scope: string, problems: readonly Problem[]): void {
    const before = this.#byScope.get(scope) ?? [];
    const kept = problems
      .slice(0, keptPerScope)
      .map((problem) => before.find((b) => isSame(b, problem)) ?? problem);
    if (kept.length === 0) this.#byScope.delete(scope);
    else this.#byScope.set(scope, kept);
  }

  add(scope: string, problem: Problem): void {
    const before = this.#byScope.get(scope) ?? [];
    if (!before.some((other) => isSame(other, problem))) this.replace(scope, [...before, problem]);
  }

  all(): readonly Problem[] {
    return [...this.#byScope.values()].flat();
  }
}

const isSame = (a: Problem, b: Problem): boolean =>
  a.error.code === b.error.code && JSON.stringify(a.error.details) === JSON.stringify(b.error.details);
