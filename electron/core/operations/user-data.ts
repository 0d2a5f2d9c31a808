/** Most characters of user data kept for trying again; the oldest goes first. */
const mostCharacters = 32_000_000;

/**
 * User data of launches, by operation. It may hold passwords, so it lives in memory alone: never in the journal, and
 * gone with the engine. Without it a launch is not sent.
 */
export class UserData {
  readonly #texts = new Map<string, string>();
  #characters = 0;

  keep(operationId: string, text: string): void {
    this.forget(operationId);
    if (text === '') return;
    this.#texts.set(operationId, text);
    this.#characters += text.length;
    for (const oldest of this.#texts.keys()) {
      if (this.#characters <= mostCharacters) return;
      if (oldest !== operationId) this.forget(oldest);
    }
  }

  /** Null where it is not known, or there was none. */
  of(operationId: string): string | null {
    return this.#texts.get(operationId) ?? null;
  }

  forget(operationId: string): void {
    this.#characters -= this.#texts.get(operationId)?.length ?? 0;
    this.#texts.delete(operationId);
  }
}
