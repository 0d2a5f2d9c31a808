import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { endWithParent } from '../../scripts/children.mjs';
import { hostNodeFlags, projectNode, root } from '../../scripts/tools.mjs';

const linkPattern = /^http:\/\/127\.0\.0\.1:\d+\/\S+$/;

/**
 * A web host as people run it: a process of its own, known by what it prints. Starts on a data folder that outlives
 * it, so that a restart can be tested; ends with the test run whatever happens to that.
 */
export class WebHostProcess {
  readonly #child: ChildProcess;
  readonly #links: AsyncIterator<string>;
  #log = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('the web host was started without pipes');
    stderr.on('data', (chunk: Buffer) => (this.#log += chunk.toString()));
    // `on` keeps the lines that come before anybody asks; the interface's own iterator would lose them.
    this.#links = linksIn(on(createInterface({ input: stdout }), 'line', { close: ['close'] }));
  }

  static start(dataDir: string, args: readonly string[] = []): WebHostProcess {
    const main = path.join('out', 'main', 'web.js');
    const child = spawn(
      projectNode(),
      [...hostNodeFlags, ...endWithParent, main, '--data-dir', dataDir, ...args],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    return new WebHostProcess(child);
  }

  /** The link it prints at its start, or after `askForLink` the new one. Each opens Nori once. */
  async nextLink(): Promise<string> {
    const { value, done } = await this.#links.next();
    if (done) throw new Error(`the web host ended without a link; it said:\n${this.#log}`);
    return value;
  }

  /** Asks for a further link, as Enter in its terminal does. */
  askForLink(): void {
    this.#child.send('new-link');
  }

  /** What it wrote to stderr so far. */
  get log(): string {
    return this.#log;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Ends it as Ctrl-C does, or with `SIGKILL` as a power cut does. */
  async end(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    if (!this.isRunning) return;
    const over = once(this.#child, 'exit');
    this.#child.kill(signal);
    await over;
  }
}

async function* linksIn(lines: AsyncIterable<unknown[]>): AsyncGenerator<string, undefined> {
  for await (const [line] of lines) if (typeof line === 'string' && linkPattern.test(line)) yield line;
  return undefined;
}
