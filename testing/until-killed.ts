import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Runs a script on this Node and kills it with SIGKILL: after `lines` lines of its output and then `delayMs` more, so that the
 * moment falls anywhere in its work. Answers every whole line it wrote.
 */
export async function runUntilKilled(
  script: string,
  args: readonly string[],
  { lines, delayMs }: { readonly lines: number; readonly delayMs: number },
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const written: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => {
    written.push(line);
    if (written.length === lines) setTimeout(() => child.kill('SIGKILL'), delayMs);
  });
  const [[, signal]] = await Promise.all([once(child, 'exit'), once(reader, 'close')]);
  if (signal !== 'SIGKILL')
    throw new Error(`the script ended by itself after ${String(written.length)} lines`);
  return written;
}
