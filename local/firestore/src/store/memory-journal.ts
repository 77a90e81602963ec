import type { Journal } from './journal.ts';

/** Keeps nothing: what is gone with the process needs no writing down. */
export function memoryJournal(): Journal {
  return {
    restore: () => ({ documents: [], version: 0, notes: [] }),
    append: () => undefined,
    putNote: () => undefined,
    removeNote: () => undefined,
    whenDurable: (action) => action(),
    close: () => undefined,
  };
}
