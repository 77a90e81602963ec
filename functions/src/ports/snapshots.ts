import type { Store } from './store.ts';

/** The documents as they were at one instant. */
export type Snapshot = Pick<Store, 'get' | 'getAll' | 'query'>;

/** Reads that fit together, however long they take and whoever writes meanwhile. */
export interface Snapshots {
  read<T>(run: (snapshot: Snapshot) => Promise<T>): Promise<T>;
}
