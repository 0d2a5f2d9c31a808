import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { AppError } from '#contract/errors.ts';
import { emptyProfilesFile, profilesFileSchema } from '#contract/profile-file.ts';
import { ok, type Result } from '#contract/result.ts';
import { defaultSettings, settingsSchema } from '#contract/settings.ts';
import type { EnginePorts } from '#core/engine/engine.ts';
import type { Logger } from '#core/ports/logger.ts';
import { emptyTemplatesFile, templatesFileSchema } from '#contract/template.ts';
import { systemClock } from './clock/system-clock.ts';
import { machineConnectivity } from './connectivity/machine-connectivity.ts';
import { jsonDocument } from './documents/json-document.ts';
import { holdDataDirectory } from './files/data-directory.ts';
import { openAxiosHttp } from './http/axios-http.ts';
import { fileLogger } from './log/file-logger.ts';
import { type Cipher, encryptedFileSecrets, type OpenedSecrets } from './secrets/encrypted-file-secrets.ts';
import { memorySecrets } from './secrets/memory-secrets.ts';
import { openSqliteStore } from './store/open-sqlite-store.ts';
import type { SqliteStore } from './store/sqlite-store.ts';

export type NodePortsOptions = {
  /** Absolute; made where it is missing. */
  readonly dataDir: string;
  /** What locks the file of secrets; `memory` where there is no keychain, so that none is ever written. */
  readonly secrets: 'memory' | Cipher;
  readonly version: string;
  readonly host: EnginePorts['host']['kind'];
  readonly demo: boolean;
  /** Shows the log on the standard error stream as well. */
  readonly verbose: boolean;
};

export type NodePorts = {
  readonly ports: EnginePorts;
  /** Gives the data folder free for another engine, once this one is closed. The end of the process does it too. */
  readonly release: () => void;
};

/**
 * Everything an engine needs on Node, kept in one data folder. Fails only where the folder is another engine's or
 * can't be used at all. A store that can't be opened is replaced by one in memory, with a notice: Nori then still
 * shows what the network tells, and the file stays as it is.
 */
export async function openNodePorts(options: NodePortsOptions): Promise<Result<NodePorts>> {
  const folder = holdDataDirectory(options.dataDir);
  if (!folder.ok) return folder;
  const file = (name: string): string => path.join(options.dataDir, name);
  const mirror = options.verbose ? (line: string) => void process.stderr.write(line) : undefined;
  const logger = fileLogger({ path: file('nori.log'), mirror });
  const { store, notices } = openStore(file('inventory.sqlite'));
  const secrets = await openSecrets(options.secrets, file('secrets.json'));
  const all = [...notices, ...secrets.notices];
  logOpening(logger, options, [...all, ...store.notices]);
  const ports: EnginePorts = {
    clock: systemClock,
    random: Math.random,
    logger,
    openHttp: openAxiosHttp,
    store,
    journal: store.journal,
    templates: jsonDocument({
      path: file('templates.json'),
      schema: templatesFileSchema,
      fallback: emptyTemplatesFile,
    }),
    profiles: jsonDocument({
      path: file('profiles.json'),
      schema: profilesFileSchema,
      fallback: emptyProfilesFile,
    }),
    settings: jsonDocument({
      path: file('settings.json'),
      schema: settingsSchema,
      fallback: defaultSettings,
    }),
    secrets: secrets.store,
    connectivity: machineConnectivity(),
    host: { kind: options.host, version: options.version, dataDir: options.dataDir, demo: options.demo },
    newId: randomUUID,
    notices: all,
  };
  return ok({ ports, release: folder.value.release });
}

type OpenedStore = { readonly store: SqliteStore; readonly notices: readonly AppError[] };

function openStore(file: string): OpenedStore {
  const onDisk = openSqliteStore({ path: file });
  if (onDisk.ok) return { store: onDisk.value, notices: [] };
  const inMemory = openSqliteStore({ path: ':memory:' });
  if (!inMemory.ok) throw new Error(`SQLite does not even open in memory: ${inMemory.error.message}`);
  return { store: inMemory.value, notices: [onDisk.error] };
}

const openSecrets = (secrets: 'memory' | Cipher, file: string): Promise<OpenedSecrets> =>
  secrets === 'memory'
    ? Promise.resolve({ store: memorySecrets(), notices: [] })
    : encryptedFileSecrets({ path: file, ...secrets });

function logOpening(logger: Logger, options: NodePortsOptions, notices: readonly AppError[]): void {
  const { version, host, demo } = options;
  logger.info('engine.opening', { version, host, demo, pid: process.pid, node: process.versions.node });
  for (const { code, message, details } of notices)
    logger.warn('engine.notice', { ...details, code, message });
}
