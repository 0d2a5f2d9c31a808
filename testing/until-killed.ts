import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type Moment = {
  /** Lines of output after which the script is killed, */
  readonly lines: number;
  /** and how much later: so that the moment falls anywhere in its work. */
  readonly delayMs: number;
  readonly onLine?: (line: string) => void;
};

/** Runs a script on this Node, kills it with SIGKILL and answers every whole line it wrote. */
export async function runUntilKilled(
  script: string,
  args: readonly string[],
  { lines, delayMs, onLine }: Moment,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const written: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    written.push(line);
    onLine?.(line);
    if (written.length === lines) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  const [[, signal]] = await Promise.all([once(child, 'exit'), once(reader, 'close')]);
  if (signal !== 'SIGKILL')
    throw new Error(`the script ended by itself after ${String(written.length)} lines`);
  return written;
}
