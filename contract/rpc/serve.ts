import { createBirpc } from 'birpc';
import { type MethodName, methods } from '../api.ts';
import { type AppError, appError } from '../errors.ts';
import { err, type Result } from '../result.ts';
import { answeredCall, callFrameSchema, type EngineFunctions, type PageFunctions } from './frames.ts';
import type { Service, Session } from './service.ts';
import { createSession } from './session.ts';
import type { Transport } from './transport.ts';

export type ServeOptions = {
  /** A name for the session that no other has. */
  readonly newId: () => string;
  /** Logs a broken invariant with its cause and answers the id under which a person can find it. */
  readonly reportBug: (event: string, cause: unknown) => string;
  /** Checks what the engine sends against the contract as well: in tests, where its cost does not matter. */
  readonly checkOutputs?: boolean;
};

/**
 * Serves one page over one transport until either side closes it. Whatever the page sends, the engine lives: an
 * unknown method, a wrong input and a throwing handler each answer an error; what is no call at all is ignored.
 * Causes go to `reportBug` only, never over the wire.
 */
export function serve(service: Service, transport: Transport, options: ServeOptions): { close(): void } {
  const { session, end } = createSession(options.newId(), {
    reportBug: options.reportBug,
    checkOutputs: options.checkOutputs === true,
    send: (event, payload) => {
      post({ t: 'q', m: 'event', a: [event, payload] });
    },
  });
  const post = (frame: unknown) => {
    try {
      transport.post(frame);
    } catch (cause) {
      const error = bug(options, 'rpc.post', cause);
      const id = answeredCall(frame);
      if (id !== null) transport.post({ t: 's', i: id, r: err(error) });
    }
  };
  const functions: EngineFunctions = {
    call: (method, input) => answer(service, session, options, { method, input }),
  };
  service.opened(session);
  createBirpc<PageFunctions, EngineFunctions, false>(functions, {
    proxify: false,
    post,
    on: (receive) => {
      transport.on({
        message: (message) => {
          const frame = callFrameSchema.safeParse(message);
          if (frame.success) receive(frame.data);
        },
        closed: end,
      });
    },
    onGeneralError: (cause) => {
      options.reportBug('rpc.channel', cause);
      return true;
    },
  });
  return {
    close: () => {
      transport.close();
      end();
    },
  };
}

type Call = { readonly method: string; readonly input: unknown };

async function answer(
  service: Service,
  session: Session,
  options: ServeOptions,
  call: Call,
): Promise<Result<unknown>> {
  const { method } = call;
  if (!isMethod(method)) {
    return err(appError('contract/unknown-method', 'no such method', { method: method.slice(0, 80) }));
  }
  const input = parseInput(method, call.input);
  if (!input.ok) return input;
  try {
    // The input has just been parsed by this method's schema, which is what its handler's argument type says.
    const handler = service.handlers[method] as (
      input: unknown,
      session: Session,
    ) => Promise<Result<unknown>>;
    const result = await handler(input.value, session);
    if (options.checkOutputs === true && result.ok) methods[method].output.parse(result.value);
    return result;
  } catch (cause) {
    return err(bug(options, `rpc.call ${method}`, cause));
  }
}

const isMethod = (name: string): name is MethodName => Object.hasOwn(methods, name);

function parseInput(method: MethodName, input: unknown): Result<unknown> {
  const refuse = (path: string, message: string) =>
    err(appError('contract/invalid-request', message.slice(0, 400), { method, path: path.slice(0, 200) }));
  try {
    const parsed = methods[method].input.safeParse(input);
    if (parsed.success) return { ok: true, value: parsed.data };
    const issue = parsed.error.issues[0];
    return refuse(issue?.path.map(String).join('.') ?? '', issue?.message ?? 'invalid input');
  } catch (cause) {
    // Nested deeper than the stack: a schema that follows it can only give up.
    if (cause instanceof RangeError) return refuse('', 'nested too deeply');
    throw cause;
  }
}

function bug(options: ServeOptions, event: string, cause: unknown): AppError {
  return appError('internal/bug', 'a bug in Nori', { id: options.reportBug(event, cause) });
}
