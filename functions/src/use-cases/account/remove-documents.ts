import { anyStored } from '../../ports/any-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoreQuery } from '../../ports/store.ts';

const AT_ONCE = 200;

interface Choice {
  where?: StoreQuery['where'];
  /** Id of a document that stays. */
  except?: string;
  isLate?: () => boolean;
}

/**
 * Removes the documents of a collection, readable or not.
 * @returns false when time is up before all are gone
 */
export async function removeDocuments(
  ports: Pick<Ports, 'store'>,
  { path }: { path: string },
  { where = [], except, isLate = () => false }: Choice = {},
): Promise<boolean> {
  for (;;) {
    if (isLate()) return false;
    // One more than what stays, so that a page is never only that.
    const query = { where, limit: AT_ONCE + 1 };
    const { found } = await ports.store.query(anyStored.collection(path), query);
    const doomed = found.filter(({ id }) => id !== except);
    if (doomed.length === 0) return true;
    await removeRefs(ports, doomed);
  }
}

export function removeRefs(ports: Pick<Ports, 'store'>, refs: { path: string }[]): Promise<void> {
  return ports.store.transact((tx) => {
    for (const { path } of refs) tx.delete(anyStored.document(path));
    return Promise.resolve();
  });
}
