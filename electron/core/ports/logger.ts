/** What a log line carries besides its words: ids, hosts, codes, counts; never tokens, query strings or bodies. */
export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** The log. `bug` is for broken invariants only: it keeps the stack and answers an id to show. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  bug(event: string, cause: unknown, fields?: LogFields): string;
}
