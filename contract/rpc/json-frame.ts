/** A message as one text frame of a socket. Throws where it can't be (a cycle, a bigint). */
export const encodeFrame = (message: unknown): string => JSON.stringify(message);

/** The message of a text frame, or undefined where it is no JSON, which has no word for undefined itself. */
export function decodeFrame(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined; // there is nothing to tell of it but that it is no JSON
  }
}
