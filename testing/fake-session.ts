import type { EventName, EventPayload } from '#contract/api.ts';
import type { Session } from '#contract/rpc/service.ts';

type Emitted = {
  readonly [E in EventName]: { readonly event: E; readonly payload: EventPayload<E> };
}[EventName];

/** A page's connection that keeps what it is told. */
export class FakeSession implements Session {
  readonly id: string;
  readonly emitted: Emitted[] = [];
  readonly #disposers: (() => void)[] = [];

  constructor(id = 'page-1') {
    this.id = id;
  }

  emit<E extends EventName>(event: E, payload: EventPayload<E>): void {
    this.emitted.push(structuredClone({ event, payload }) as Emitted); // the pair's types belong together
  }

  onClosed(dispose: () => void): void {
    this.#disposers.push(dispose);
  }

  /** The payloads of one event, in order. */
  all<E extends EventName>(event: E): readonly EventPayload<E>[] {
    return this.emitted.flatMap((one) => (one.event === event ? [one.payload as EventPayload<E>] : [])); // just compared
  }

  close(): void {
    for (const dispose of this.#disposers.splice(0)) dispose();
  }
}
