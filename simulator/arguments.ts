import { parseArgs } from 'node:util';
import type { SimulatorOptions } from './simulator.ts';

export const USAGE = `A simulated dcmgr 11.12.

npm run simulator -- [options]

  --port N           port of the API (default 9001; 0 takes a free one)
  --control-port N   port of the control server (default: a free one)
  --name NAME        the datacenter's name; sets ids, domain and address ranges (default demo)
  --hosts N          host nodes (default 6)
  --instances N      instances (default 60)
  --tenants N        accounts beside the shared pool (default 3)
  --seed N           the same seed gives the same datacenter (default 1)
  --speed F          datacenter seconds in a real one; 0 moves only by POST /step (default 1)
  --record-cost MS   what each listed record costs a worker (default 0)
  --workers N        requests served at the same time (default 2)
  --weather          launch, stop and lose instances and hosts at random
  --help             this text
`;

/** Bad command-line arguments; the message says which. */
export class UsageError extends Error {}

const OPTIONS = {
  port: { type: 'string' },
  'control-port': { type: 'string' },
  name: { type: 'string' },
  hosts: { type: 'string' },
  instances: { type: 'string' },
  tenants: { type: 'string' },
  seed: { type: 'string' },
  speed: { type: 'string' },
  'record-cost': { type: 'string' },
  workers: { type: 'string' },
  weather: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

type NumberRule = {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  readonly fallback: number;
};

const NUMBERS = {
  port: { min: 0, max: 65_535, whole: true, fallback: 9001 },
  'control-port': { min: 0, max: 65_535, whole: true, fallback: 0 },
  hosts: { min: 0, max: 10_000, whole: true, fallback: 6 },
  instances: { min: 0, max: 1_000_000, whole: true, fallback: 60 },
  tenants: { min: 0, max: 10_000, whole: true, fallback: 3 },
  seed: { min: 0, max: 2 ** 32 - 1, whole: true, fallback: 1 },
  speed: { min: 0, max: 100_000, whole: false, fallback: 1 },
  'record-cost': { min: 0, max: 60_000, whole: false, fallback: 0 },
  workers: { min: 1, max: 1000, whole: true, fallback: 2 },
} as const satisfies Record<string, NumberRule>;

type Values = Readonly<Record<string, string | boolean | undefined>>;

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The simulator's options from a command line; `help` when that was asked for. Throws UsageError. */
export function parseArguments(args: readonly string[]): SimulatorOptions | 'help' {
  const values = parse(args);
  if (values['help'] === true) return 'help';
  const number = (name: keyof typeof NUMBERS): number => {
    const { min, max, whole, fallback }: NumberRule = NUMBERS[name];
    const text = values[name];
    if (typeof text !== 'string') return fallback;
    const value = text.trim() === '' ? NaN : Number(text);
    if (!(value >= min && value <= max) || (whole && !Number.isInteger(value))) {
      throw new UsageError(
        `--${name} must be a ${whole ? 'whole ' : ''}number from ${String(min)} to ${String(max)}, not "${text}"`,
      );
    }
    return value;
  };
  const name = values['name'] ?? 'demo';
  if (typeof name !== 'string' || name.trim() === '') throw new UsageError('--name must not be empty');
  return {
    name,
    port: number('port'),
    controlPort: number('control-port'),
    hosts: number('hosts'),
    instances: number('instances'),
    tenants: number('tenants'),
    seed: number('seed'),
    speed: number('speed'),
    recordCostMs: number('record-cost'),
    workers: number('workers'),
    weather: values['weather'] === true,
  };
}
