import { describe, expect, it } from 'vitest';
import { datacenterIdSchema } from '#contract/ids.ts';
import { type Queued, SendQueue } from './send-queue.ts';

function setUp() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const queue = new SendQueue((id) => {
    begun.push(id);
    return new Promise((resolve) => {
      ends.set(id, resolve);
    });
  });
  const end = async (id: string) => {
    ends.get(id)?.();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { queue, begun, end };
}

const items = (
  names: readonly string[],
  { run = 'run-1', at = 'tokyo', concurrency = 2 } = {},
): readonly Queued[] =>
  names.map((operationId) => ({
    operationId,
    runId: run,
    datacenterId: datacenterIdSchema.parse(at),
    concurrency,
  }));

describe('the send queue', () => {
  it('keeps the order of a run, and to its number at a time', async () => {
    const { queue, begun, end } = setUp();

    queue.add(items(['a', 'b', 'c', 'd']));
    const first = [...begun];
    await end('b');
    await end('a');

    expect(first).toEqual(['a', 'b']);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets a datacenter that hangs hold up nobody else', async () => {
    const { queue, begun, end } = setUp();

    queue.add([...items(['a', 'b', 'c']), ...items(['x', 'y', 'z'], { at: 'osaka' })]);
    await end('x');

    expect(begun).toEqual(['a', 'b', 'x', 'y', 'z']);
  });

  it('lets runs of one datacenter take turns, within what it bears', async () => {
    const { queue, begun, end } = setUp();

    queue.add(items(['a', 'b', 'c', 'd'], { concurrency: 4 }));
    queue.add(items(['stop'], { run: 'run-2' }));
    queue.add(items(['e'], { run: 'run-3' }));
    const first = [...begun];
    await end('a');
    await end('b');

    expect(first).toEqual(['a', 'b', 'c', 'd']);
    expect(begun.slice(4)).toEqual(['stop', 'e']);
  });

  it('takes back what has not begun', async () => {
    const { queue, begun, end } = setUp();
    queue.add(items(['a', 'b', 'c', 'd']));

    const removed = queue.remove('run-1');
    await end('a');

    expect(removed).toEqual(['c', 'd']);
    expect(begun).toEqual(['a', 'b']);
  });
});
