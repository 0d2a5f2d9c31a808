// Runs the benchmarks, each in a process of its own so that none warms or burdens another, prints their table and
// writes results.json. `npm run bench -- ingest` runs those whose name begins so.
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Measurement, meetsGoal } from './measurement.ts';

const benchmarks = ['ingest', 'polling', 'engine-memory', 'page', 'board'];

const wanted = process.argv.slice(2);
const chosen = benchmarks.filter(
  (name) => wanted.length === 0 || wanted.some((start) => name.startsWith(start)),
);
if (chosen.length === 0) {
  console.error(`no such benchmark; there are ${benchmarks.join(', ')}`);
  process.exit(2);
}

const results: Measurement[] = [];
for (const name of chosen) {
  console.error(`${name} …`);
  results.push(...(await runBenchmark(name)));
}
await writeFile(path.join(import.meta.dirname, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
console.table(
  results.map((result) => ({
    name: result.name,
    value: `${result.value.toPrecision(3)} ${result.unit}`,
    goal: `${result.better === 'lower' ? '≤' : '≥'} ${result.goal.toPrecision(3)}`,
    met: meetsGoal(result) ? 'yes' : 'NO',
    baseline: result.baseline === null ? '' : result.baseline.toPrecision(4),
  })),
);
for (const { name, note } of results) console.log(`${name}: ${note}`);

/** A benchmark prints its measurements as JSON in its last line of standard output. */
async function runBenchmark(name: string): Promise<readonly Measurement[]> {
  const script = path.join(import.meta.dirname, `${name}.ts`);
  const child = spawn(process.execPath, ['--expose-gc', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`benchmark ${name} ended with ${String(code)}`);
  return JSON.parse(output.trimEnd().split('\n').at(-1) ?? '[]') as Measurement[]; // written by our own script
}
