import type { LogFields, Logger } from '#core/ports/logger.ts';

export type LoggedLine = {
  readonly level: 'info' | 'warn' | 'bug';
  readonly event: string;
  readonly fields: LogFields;
  /** What was handed to `bug`. */
  readonly cause?: unknown;
};

/** A log that keeps its lines for a test to read. */
export class FakeLogger implements Logger {
  readonly lines: LoggedLine[] = [];

  get bugs(): readonly LoggedLine[] {
    return this.lines.filter((line) => line.level === 'bug');
  }

  info(event: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'info', event, fields });
  }

  warn(event: string, fields: LogFields = {}): void {
    this.lines.push({ level: 'warn', event, fields });
  }

  bug(event: string, cause: unknown, fields: LogFields = {}): string {
    this.lines.push({ level: 'bug', event, fields, cause });
    return `bug-${String(this.bugs.length)}`;
  }
}
