import { doc, onSnapshot, type Firestore, type Query } from 'firebase/firestore';
import type { z } from 'zod';
import { LiveSnapshot } from './live-snapshot.svelte.ts';

export interface Stored<T> {
  id: string;
  value: T;
}
export interface StoredList<T> {
  documents: Stored<T>[];
  /** Documents that a newer version wrote and this one cannot read. */
  unreadable: number;
}

/** One document live; `empty` while it does not exist. */
export function liveDocument<T>(
  firestore: Firestore,
  path: string,
  schema: z.ZodType<T>,
): LiveSnapshot<T> {
  return new LiveSnapshot<T>((show, fail) =>
    onSnapshot(
      doc(firestore, path),
      (snapshot) => {
        if (!snapshot.exists()) return show({ status: 'empty' });
        const parsed = schema.safeParse(snapshot.data());
        if (parsed.success) show({ status: 'ready', value: parsed.data });
        else {
          const message = 'This was written by a newer version. Reload the page to update.';
          show({ status: 'failed', message });
        }
      },
      fail,
    ),
  );
}

/** A bounded query live. */
export function liveQuery<T>(query: Query, schema: z.ZodType<T>): LiveSnapshot<StoredList<T>> {
  return new LiveSnapshot<StoredList<T>>((show, fail) =>
    onSnapshot(
      query,
      (snapshot) => {
        const documents: Stored<T>[] = [];
        let unreadable = 0;
        for (const { id, data } of snapshot.docs.map((d) => ({ id: d.id, data: d.data() }))) {
          const parsed = schema.safeParse(data);
          if (parsed.success) documents.push({ id, value: parsed.data });
          else unreadable += 1;
        }
        show({ status: 'ready', value: { documents, unreadable } });
      },
      fail,
    ),
  );
}
