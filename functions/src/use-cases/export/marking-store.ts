import { mirrorStored } from '../../ports/mirror-stored.ts';
import type { Ports } from '../../ports/ports.ts';
import type { DocumentRef, Store, StoreTransaction } from '../../ports/store.ts';

/** Of what is below an athlete, only this is exported. */
const EXPORTED = /^users\/([^/]+)(?:\/(?:activities|annotations|recommendations)\/[^/]+)?$/;

/**
 * A store that leaves a mark in the same transaction wherever it changes what is exported, so that
 * the export reads the athletes who changed and nobody else, and no clock decides who they are.
 */
export function markingStore(ports: Pick<Ports, 'store' | 'now' | 'uniqueId'>): Store {
  const { store } = ports;
  return {
    ...store,
    transact: (run) =>
      store.transact(async (tx) => {
        const changed = new Set<string>();
        const result = await run(noting(tx, changed));
        const changedAt = ports.now().toISOString();
        for (const uid of changed) {
          const mark = { uid, activityId: null, changeId: ports.uniqueId(), changedAt };
          tx.set(mirrorStored.mark(uid), mark);
        }
        return result;
      }),
  };
}

function noting(tx: StoreTransaction, changed: Set<string>): StoreTransaction {
  const note = (ref: DocumentRef<unknown>) => {
    const uid = EXPORTED.exec(ref.path)?.[1];
    if (uid !== undefined) changed.add(uid);
  };
  return {
    get: (ref) => tx.get(ref),
    getAll: (refs) => tx.getAll(refs),
    create: (ref, document) => {
      note({ ...ref });
      tx.create(ref, document);
    },
    set: (ref, document) => {
      note({ ...ref });
      tx.set(ref, document);
    },
    update: (ref, fields, version) => {
      note({ ...ref });
      tx.update(ref, fields, version);
    },
    delete: (ref) => {
      note(ref);
      tx.delete(ref);
    },
  };
}
