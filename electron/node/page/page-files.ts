import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** One file of the built page, with what its content type and age limit are. */
export type PageFile = {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
};

/** The files of the built page, by the path of their address. */
export interface PageFiles {
  /** Null for whatever is no file of the page. `/` is its `index.html`. */
  read(pathname: string): Promise<PageFile | null>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

/**
 * Lists the built page once and serves exactly what it found: an address is looked up, never turned into a path,
 * so that none can lead out of the folder. Links in the folder are left out. Null where there is no page.
 */
export async function openPageFiles(folder: string): Promise<PageFiles | null> {
  const files = await filesBelow(folder).catch(() => []); // no folder is no page
  const byPathname = new Map(
    files.map((file) => [`/${path.relative(folder, file).split(path.sep).join('/')}`, file]),
  );
  const index = byPathname.get('/index.html');
  if (index === undefined) return null;
  byPathname.set('/', index);
  return {
    read: async (pathname) => {
      const file = byPathname.get(pathname);
      if (file === undefined) return null;
      return { body: await readFile(file), headers: fileHeaders(pathname, file) };
    },
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(file);
    return entry.isFile() ? [file] : [];
  });
  return (await Promise.all(found)).flat();
}

function fileHeaders(pathname: string, file: string): Record<string, string> {
  // Vite puts a hash of the contents into the names of assets: what such an address names never changes.
  const isImmutable = /^\/assets\/.+-[\w-]{8}\.\w+$/.test(pathname);
  return {
    'content-type': contentTypes[path.extname(file)] ?? 'application/octet-stream',
    'cache-control': isImmutable ? 'private, max-age=31536000, immutable' : 'no-store',
  };
}
