import type { EventName, EventPayload } from '#contract/api.ts';
import type { Session } from '#contract/rpc/service.ts';

/** The pages connected at present. */
export class Sessions {
  readonly #open = new Set<Session>();

  get count(): number {
    return this.#open.size;
  }

  add(session: Session): void {
    this.#open.add(session);
  }

  remove(session: Session): void {
    this.#open.delete(session);
  }

  /** Tells every page, but the one that knows already. */
  emit<E extends EventName>(event: E, payload: EventPayload<E>, except?: Session): void {
    for (const session of this.#open) if (session !== except) session.emit(event, payload);
  }
}
