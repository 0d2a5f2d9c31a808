/**
 * The few web standards that every host of the engine has (Node, Electron, browsers). `contract` and
 * `electron/core` compile against these and ECMAScript alone, so that a Node or DOM name is a type error there.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  throwIfAborted(): void;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare const AbortSignal: {
  abort(reason?: unknown): AbortSignal;
  any(signals: readonly AbortSignal[]): AbortSignal;
};
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare const AbortController: new () => AbortController;
interface URLSearchParams {
  append(name: string, value: string): void;
  set(name: string, value: string): void;
  get(name: string): string | null;
  toString(): string;
}
declare const URLSearchParams: new (init?: string | Readonly<Record<string, string>>) => URLSearchParams;
interface URL {
  href: string;
  protocol: string;
  hostname: string;
  host: string;
  port: string;
  pathname: string;
  search: string;
  hash: string;
  username: string;
  password: string;
  readonly searchParams: URLSearchParams;
  toString(): string;
}
declare const URL: { new (url: string, base?: string | URL): URL; canParse(url: string): boolean };
interface TextEncoder {
  encode(input: string): Uint8Array;
}
declare const TextEncoder: new () => TextEncoder;
interface TextDecoder {
  decode(input: Uint8Array): string;
}
declare const TextDecoder: new (label?: string, options?: { readonly fatal?: boolean }) => TextDecoder;
declare function structuredClone<T>(value: T): T;
declare function queueMicrotask(callback: () => void): void;
