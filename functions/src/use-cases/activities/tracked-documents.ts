import { isDeepStrictEqual } from 'node:util';
import type { DocumentRef, StoreTransaction } from '../../ports/store.ts';

/** Documents of one kind as they change within a transaction. */
export interface TrackedDocuments<T> {
  /** Reads those not read yet, in one go. */
  load: (ids: string[]) => Promise<void>;
  /** Spares the read of a document that cannot be there. */
  assumeAbsent: (id: string) => void;
  /** As it stands now; null when it is not there or was never looked at. */
  get: (id: string) => T | null;
  /** Null takes it away, read or not. */
  set: (id: string, document: T | null) => void;
  /** Writes what differs from what was read. */
  write: () => void;
}

interface Entry<T> {
  /** Undefined when it was never read. */
  before: T | null | undefined;
  now: T | null;
}

export function trackedDocuments<T>(
  tx: StoreTransaction,
  refOf: (id: string) => DocumentRef<T>,
): TrackedDocuments<T> {
  const entries = new Map<string, Entry<T>>();
  return {
    load: async (ids) => {
      const unread = [...new Set(ids)].filter((id) => !entries.has(id));
      const found = await tx.getAll(unread.map(refOf));
      unread.forEach((id, i) => {
        const document = found[i] ?? null;
        entries.set(id, { before: document, now: document });
      });
    },
    assumeAbsent: (id) => {
      if (!entries.has(id)) entries.set(id, { before: null, now: null });
    },
    get: (id) => entries.get(id)?.now ?? null,
    set: (id, document) => {
      entries.set(id, { before: entries.get(id)?.before, now: document });
    },
    write: () => {
      for (const [id, { before, now }] of entries) {
        if (isDeepStrictEqual(before, now)) continue;
        if (now === null) tx.delete(refOf(id));
        else tx.set(refOf(id), now);
      }
    },
  };
}
