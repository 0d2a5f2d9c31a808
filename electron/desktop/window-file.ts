import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseWindowState, type WindowState } from './window-state.ts';

/** Where the window's place is kept between runs. */
export interface WindowFile {
  load(): WindowState | null;
  /** Synchronous: the window is closing, and the app may be next. */
  save(state: WindowState): void;
}

/** Keeps it as `window.json` in the data folder. Losing it costs nothing but a move of the window. */
export function windowFile(dataDir: string): WindowFile {
  const file = path.join(dataDir, 'window.json');
  return {
    load: () => {
      try {
        return parseWindowState(readFileSync(file, 'utf8'));
      } catch {
        return null; // absent or unreadable: the window opens where it usually does
      }
    },
    save: (state) => {
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(state));
      renameSync(`${file}.new`, file);
    },
  };
}
