import { z } from 'zod';

/** What the engine offers a page, under birpc: one function for every call. */
export type EngineFunctions = { readonly call: (method: string, input: unknown) => Promise<unknown> };

/** What a page offers the engine: one function for every event. */
export type PageFunctions = { readonly event: (name: string, payload: unknown) => void };

const request = z.literal('q');
const answer = z.literal('s');
const callId = z.string().min(1).max(64);

/**
 * The frames either side accepts, in birpc's own format. birpc trusts its peer (it would look any name up on an
 * object's prototype, and fail on a message that is no object), so nothing reaches it unparsed.
 */
export const callFrameSchema = z.object({
  t: request,
  m: z.literal('call'),
  i: callId,
  a: z.tuple([z.string(), z.unknown()]),
});

export const eventFrameSchema = z.object({
  t: request,
  m: z.literal('event'),
  a: z.tuple([z.string(), z.unknown()]),
});

export const answerFrameSchema = z.object({
  t: answer,
  i: callId,
  r: z.looseObject({ ok: z.boolean() }),
});

export const pageInboundSchema = z.union([eventFrameSchema, answerFrameSchema]);

/** The id of the call that a frame answers, or null where it answers none. */
export function answeredCall(frame: unknown): string | null {
  const parsed = z.object({ t: answer, i: callId }).safeParse(frame);
  return parsed.success ? parsed.data.i : null;
}
