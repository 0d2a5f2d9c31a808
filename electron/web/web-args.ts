import path from 'node:path';
import { parseArgs } from 'node:util';
import { type HostOptions, hostOptionKinds, type Machine, toHostOptions } from '#node/host-options.ts';

export const usage = `Usage: node electron/web/main.ts [OPTION…]

Serves Nori's page on 127.0.0.1 to a browser of this machine, behind a one-time link.

  --data-dir DIR  keep profiles, inventory and log there
  --port N        serve on this port (default: any free one)
  --page DIR      serve the built page in there (default: out/renderer)
  --demo          say in the page that the datacenters are simulated
  --verbose       log to the terminal as well
  --help          this`;

/** What the command line asks for, or what is wrong with it in words. */
export type WebArgs =
  | { readonly kind: 'run'; readonly options: HostOptions; readonly port: number; readonly pageDir: string }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string };

const options = {
  ...hostOptionKinds,
  port: { type: 'string', default: '0' },
  page: { type: 'string', default: path.join(import.meta.dirname, '../../out/renderer') },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the web host's command line. */
export function readWebArgs(args: readonly string[], machine: Machine): WebArgs {
  try {
    const { values } = parseArgs({ args: [...args], options });
    if (values.help) return { kind: 'help' };
    if (values['data-dir'] === '') return { kind: 'wrong', why: '--data-dir needs a folder' };
    const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : Infinity;
    if (port > 65_535)
      return { kind: 'wrong', why: `--port is a number from 0 to 65535, not '${values.port}'` };
    return { kind: 'run', options: toHostOptions(values, machine), port, pageDir: path.resolve(values.page) };
  } catch (cause) {
    // parseArgs says in words what it does not understand; anything else is a bug.
    if (cause instanceof TypeError) return { kind: 'wrong', why: cause.message };
    throw cause;
  }
}
