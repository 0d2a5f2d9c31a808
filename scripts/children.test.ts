import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, it } from 'vitest';

const children = path.join(import.meta.dirname, 'children.mjs');

/** Starts a process that starts a long-lived one through `children.mjs`, and answers both. */
async function startFamily() {
  const program = `
    import { endTogether, endWithParent, start } from ${JSON.stringify(children)};
    endTogether();
    start(process.execPath, [...endWithParent, '-e', 'console.log(process.pid); setInterval(() => {}, 60_000)'], {
      stdio: ['ignore', 1, 2, 'ipc'],
    });
  `;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  return { parent, childPid: Number(line.toString()) };
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

// Both hold the pipe that we read: it closes when the last of them is gone, and not before.
it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'leaves no child behind when ended by %s',
  async (signal) => {
    const { parent, childPid } = await startFamily();
    expect(isAlive(childPid)).toBe(true);

    parent.kill(signal);

    await expect(once(parent, 'close')).resolves.toBeDefined();
  },
);
