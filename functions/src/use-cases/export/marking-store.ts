import type { UserDocument } from '@training-monkey/training';
import type { DocumentRef, Store, StoreTransaction } from '../../ports/store.ts';
import { stored } from '../../ports/stored.ts';

const USER = /^users\/([^/]+)$/;
/** Of what is below an athlete, this is exported beside the ledgers, which follow from it. */
const EXPORTED = /^users\/([^/]+)\/(?:activities|recommendations)\/[^/]+$/;
const ANNOTATION = /^users\/([^/]+)\/annotations\/[^/]+$/;

/**
 * A store that marks an athlete in the same transaction wherever it changes what is exported of them,
 * so that an export reads those who changed and nobody else, and no clock decides who they are. The
 * mark is a field of the user: it goes along where the user is written anyway, and is not written
 * again while it stands.
 */
export function markingStore(store: Store): Store {
  return {
    ...store,
    transact: (run) =>
      store.transact(async (tx) => {
        const { marking, commit } = markingTransaction(tx);
        const result = await run(marking);
        await commit();
        return result;
      }),
  };
}

function markingTransaction(tx: StoreTransaction): {
  marking: StoreTransaction;
  commit: () => Promise<void>;
} {
  const users = new Map<string, UserDocument | null>();
  /** Marked by what is written to them. */
  const written = new Set<string>();
  const changed = new Set<string>();
  const annotated = new Set<string>();
  const writes: (() => void)[] = [];

  const saw = (ref: DocumentRef<unknown>, document: unknown) => {
    const uid = USER.exec(ref.path)?.[1];
    if (uid !== undefined) users.set(uid, document as UserDocument | null);
  };
  /** What to write in place of a document or some fields of it. */
  const noted = <T>({ path }: DocumentRef<unknown>, fields: T): T => {
    const user = USER.exec(path)?.[1];
    const exported = EXPORTED.exec(path)?.[1];
    const annotation = ANNOTATION.exec(path)?.[1];
    if (exported !== undefined) changed.add(exported);
    if (annotation !== undefined) annotated.add(annotation);
    if (user === undefined) return fields;
    written.add(user);
    return { ...fields, awaitsExport: true };
  };

  const marking: StoreTransaction = {
    get: async (ref) => {
      const document = await tx.get(ref);
      saw({ ...ref }, document);
      return document;
    },
    getAll: async (refs) => {
      const documents = await tx.getAll(refs);
      for (const [n, ref] of refs.entries()) saw({ ...ref }, documents[n]);
      return documents;
    },
    create: (ref, document) => {
      const marked = noted({ ...ref }, document);
      writes.push(() => tx.create(ref, marked));
    },
    set: (ref, document) => {
      const marked = noted({ ...ref }, document);
      writes.push(() => tx.set(ref, marked));
    },
    update: (ref, fields, version) => {
      const marked = noted({ ...ref }, fields);
      writes.push(() => tx.update(ref, marked, version));
    },
    delete: (ref) => {
      const user = USER.exec(ref.path)?.[1];
      const exported = EXPORTED.exec(ref.path)?.[1];
      if (user !== undefined) written.add(user);
      if (exported !== undefined) changed.add(exported);
      writes.push(() => tx.delete(ref));
    },
  };

  const commit = async () => {
    for (const uid of changed) {
      // An annotation that comes along is an event of its own, and that leaves the mark.
      if (written.has(uid) || annotated.has(uid)) continue;
      const user = users.has(uid) ? users.get(uid) : await tx.get(stored.user(uid));
      if (!user || user.awaitsExport) continue;
      writes.push(() => tx.update(stored.user(uid), { awaitsExport: true }));
    }
    for (const write of writes) write();
  };
  return { marking, commit };
}
