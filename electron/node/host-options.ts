import path from 'node:path';
import { parseArgs } from 'node:util';

/** What a host is told at its start, whichever it is. */
export type HostOptions = {
  /** Absolute. */
  readonly dataDir: string;
  /** Whether the datacenters are simulated; the page says so. */
  readonly demo: boolean;
  readonly verbose: boolean;
};

/** The machine as far as default folders depend on it. */
export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

/** The options that both hosts know, as `node:util` wants them described. */
export const hostOptionKinds = {
  'data-dir': { type: 'string' },
  demo: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
} as const;

type HostValues = {
  readonly 'data-dir'?: string | undefined;
  readonly demo: boolean;
  readonly verbose: boolean;
};

/** Where Nori keeps its data by default. Both hosts use the same folder; the demo has one of its own. */
export function defaultDataDir({ platform, env, home }: Machine, demo: boolean): string {
  const [base, name] =
    platform === 'win32'
      ? [env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Nori']
      : platform === 'darwin'
        ? [path.join(home, 'Library', 'Application Support'), 'Nori']
        : [absolute(env.XDG_DATA_HOME) ?? path.join(home, '.local', 'share'), 'nori'];
  return path.join(base, demo ? `${name}-demo` : name);
}

/** The XDG rules: a relative path is to be ignored. */
const absolute = (folder: string | undefined) =>
  folder !== undefined && path.isAbsolute(folder) ? folder : undefined;

/** The options of a host from its parsed arguments. */
export const toHostOptions = (values: HostValues, machine: Machine): HostOptions => ({
  dataDir: path.resolve(values['data-dir'] ?? defaultDataDir(machine, values.demo)),
  demo: values.demo,
  verbose: values.verbose,
});

/**
 * Picks a host's options out of a command line that holds others' as well: Electron's own and Chromium's, which
 * come and go with their versions.
 */
export function pickHostOptions(args: readonly string[], machine: Machine): HostOptions {
  const { values } = parseArgs({
    args: [...args],
    options: hostOptionKinds,
    strict: false,
    allowPositionals: true,
  });
  const dataDir = values['data-dir'];
  return toHostOptions(
    {
      // A `--data-dir` without a folder reads as `true`.
      'data-dir': typeof dataDir === 'string' && dataDir !== '' ? dataDir : undefined,
      demo: values.demo === true,
      verbose: values.verbose === true,
    },
    machine,
  );
}
