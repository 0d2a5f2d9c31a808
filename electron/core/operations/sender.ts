import { appError } from '#contract/errors.ts';
import type { DatacenterId } from '#contract/ids.ts';
import type { Intent, Operation, SentRequest } from '#contract/operation.ts';
import type { DecodedRecord } from '../dcmgr/client.ts';
import type { DcmgrWriter, WriteResult } from '../dcmgr/writer.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { checkIntents } from './check-intents.ts';
import { encodeIntent, withoutUserData } from './encode-intent.ts';
import { interpretAnswer } from './interpret-answer.ts';
import type { Knowledge } from './knowledge.ts';
import type { Ledger } from './ledger.ts';
import type { OperationTimings } from './timings.ts';
import type { UserData } from './user-data.ts';

export type SenderPorts = {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly ledger: Ledger;
  readonly knowledge: Knowledge;
  readonly userData: UserData;
  readonly timings: OperationTimings;
  /** Null for a datacenter that is not running. */
  readonly writer: (id: DatacenterId) => DcmgrWriter | null;
  /** An operation is about to be sent. */
  readonly sending: (operation: Operation) => void;
  /** It was answered, or its answer was lost, and it goes on; with the instance that came with the answer. */
  readonly answered: (operation: Operation, record: DecodedRecord | null) => void;
  /** Its exchange has ended, however it did, and that is noted. */
  readonly sent: (operation: Operation) => void;
};

/** Sends one operation at its turn: checked again, journaled first, and a POST never twice. */
export class Sender {
  readonly #ports: SenderPorts;
  readonly #closing = new AbortController();

  constructor(ports: SenderPorts) {
    this.#ports = ports;
  }

  /** Ends what is under way without a word: the journal has it as being sent. */
  close(): void {
    this.#closing.abort(new Error('the operations engine closes'));
  }

  /** Never rejects. */
  async send(operationId: string): Promise<void> {
    try {
      await this.#send(operationId);
    } catch (cause) {
      if (this.#closing.signal.aborted) return;
      const id = this.#ports.logger.bug('operation.send', cause, { operationId });
      this.#bury(operationId, id);
    }
  }

  async #send(operationId: string): Promise<void> {
    const { ledger } = this.#ports;
    const queued = ledger.openOperation(operationId);
    if (this.#closing.signal.aborted || queued?.state !== 'queued') return;
    const intent = this.#wholeIntent(queued);
    if (intent === null) return;
    const write = this.#permit(queued, intent);
    if (write === null) return;
    const request = encodeIntent(intent);
    const sending = this.#note(queued, request, intent);
    if (sending === null) return;
    this.#ports.sending(sending);
    const result = await this.#exchange(sending, () => write(request, this.#closing.signal));
    if (this.#closing.signal.aborted) return;
    const { event, record } = interpretAnswer(sending, result, this.#ports.clock.now());
    const after = ledger.apply(operationId, event);
    if (after !== null) this.#ports.answered(after, record);
    this.#ports.sent(sending);
  }

  /** How to write it, once it has passed every check again; null where it was refused. */
  #permit(queued: Operation, intent: Intent) {
    const { ledger, knowledge, writer } = this.#ports;
    const [check] = checkIntents(knowledge, [intent], ledger.claims(queued.id));
    const write = writer(queued.datacenterId);
    const { account } = queued;
    const gone = appError('profile/not-found', 'the datacenter is not running', {
      datacenterId: queued.datacenterId,
    });
    const refusal = check?.refusal ?? (write === null || account === null ? gone : null);
    if (refusal === null && write !== null && account !== null)
      return (request: SentRequest, signal: AbortSignal) => write(request, account, signal);
    this.#refuse(queued.id, refusal ?? gone);
    return null;
  }

  #note(queued: Operation, request: SentRequest, intent: Intent): Operation | null {
    const { ledger, clock } = this.#ports;
    const userData = intent.action === 'launch' ? intent.parameters.userData : '';
    const kept = withoutUserData(request, userData);
    const noted = ledger.sending(queued.id, { kind: 'sending', at: clock.now(), request: kept });
    if (noted.ok) return noted.value;
    const details = { cause: noted.error.code };
    this.#refuse(queued.id, appError('operation/not-journaled', 'the journal can not be written', details));
    return null;
  }

  /** One exchange; more only where nothing can have arrived, and never for a POST. */
  async #exchange(operation: Operation, write: () => Promise<WriteResult>): Promise<WriteResult> {
    const { timings, ledger } = this.#ports;
    let result = await write();
    if (operation.intent.action === 'launch') return result;
    for (const waitMs of timings.repeatMs) {
      if (result.ok || result.error.sent === 'maybe') break;
      await this.#sleep(waitMs);
      if (this.#closing.signal.aborted) break;
      ledger.apply(operation.id, { kind: 'repeated' });
      result = await write();
    }
    return result;
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const { signal } = this.#closing;
      const end = () => {
        cancel();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const cancel = this.#ports.clock.after(ms, end);
      signal.addEventListener('abort', end);
    });
  }

  /** The intent with its user data; null where that is no longer known, and it was refused. */
  #wholeIntent({ id, intent, userDataLength }: Operation): Intent | null {
    if (intent.action !== 'launch' || userDataLength === 0) return intent;
    const userData = this.#ports.userData.of(id);
    if (userData !== null) return { ...intent, parameters: { ...intent.parameters, userData } };
    this.#refuse(id, appError('operation/user-data-gone', 'the user data is no longer known'));
    return null;
  }

  #refuse(operationId: string, error: ReturnType<typeof appError>): void {
    this.#ports.ledger.apply(operationId, { kind: 'refused', at: this.#ports.clock.now(), error });
  }

  /** A bug of ours must not leave it hanging: before sending nothing happened, after it nobody knows. */
  #bury(operationId: string, id: string): void {
    const at = this.#ports.clock.now();
    const error = appError('internal/bug', 'sending met a bug', { id });
    const { ledger } = this.#ports;
    ledger.apply(operationId, { kind: 'refused', at, error });
    const after = ledger.apply(operationId, { kind: 'lost', at, answer: null, error });
    if (after !== null) this.#ports.answered(after, null);
  }
}
