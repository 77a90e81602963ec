import {
  FieldPath,
  Firestore,
  Timestamp,
  type DocumentData,
  type DocumentSnapshot,
  type Query,
  type Transaction,
} from '@google-cloud/firestore';
import { ServiceError } from '../../errors/service-error.ts';
import type { Log } from '../../ports/log.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import type {
  CollectionRef,
  DocumentRef,
  FieldValue,
  QueryResult,
  Store,
  StoredDocument,
  StoreQuery,
  StoreTransaction,
} from '../../ports/store.ts';
import { storeErrorFrom } from './store-error-from.ts';

/** Many writers may want one athlete's documents at once, and each gets its turn. */
const MAX_ATTEMPTS = 20;
const ALREADY_EXISTS = 6;

/** The database, or what stands in for it when `FIRESTORE_EMULATOR_HOST` is set. */
export function firestoreDatabase(projectId: string): Firestore {
  return new Firestore({ projectId });
}

export function firestoreStore(firestore: Firestore, log: Log): Store {
  return {
    get: (ref) => mapped(async () => documentOf(ref, await firestore.doc(ref.path).get())),
    getAll: (refs) =>
      mapped(async () => {
        if (refs.length === 0) return [];
        const found = await firestore.getAll(...refs.map((ref) => firestore.doc(ref.path)));
        return refs.map((ref, i) => documentOf(ref, found[i]));
      }),
    query: (collection, query) =>
      mapped(async () => {
        const page = await firestoreQuery(firestore, collection, query).get();
        return resultOf(collection, query, page.docs, log);
      }),
    create: async (ref, document) => {
      try {
        await firestore.doc(ref.path).create(document as DocumentData);
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === ALREADY_EXISTS) return false;
        throw storeErrorFrom(error);
      }
    },
    transact: (run) =>
      mapped(() =>
        firestore.runTransaction((tx) => run(storeTransaction(firestore, tx)), {
          maxAttempts: MAX_ATTEMPTS,
        }),
      ),
  };
}

/** Reads of one instant, in a transaction that only reads. */
export function firestoreSnapshots(firestore: Firestore, log: Log): Snapshots {
  return {
    read: (run) =>
      mapped(() =>
        firestore.runTransaction(
          (tx) =>
            run({
              ...storeTransaction(firestore, tx),
              query: async (collection, query) => {
                const page = await tx.get(firestoreQuery(firestore, collection, query));
                return resultOf(collection, query, page.docs, log);
              },
            }),
          { readOnly: true },
        ),
      ),
  };
}

function storeTransaction(firestore: Firestore, tx: Transaction): StoreTransaction {
  return {
    get: async (ref) => documentOf(ref, await tx.get(firestore.doc(ref.path))),
    getAll: async (refs) => {
      if (refs.length === 0) return [];
      const found = await tx.getAll(...refs.map((ref) => firestore.doc(ref.path)));
      return refs.map((ref, i) => documentOf(ref, found[i]));
    },
    create: (ref, document) => {
      tx.create(firestore.doc(ref.path), document as DocumentData);
    },
    set: (ref, document) => {
      tx.set(firestore.doc(ref.path), document as DocumentData);
    },
    update: (ref, fields, version) => {
      const at = firestore.doc(ref.path);
      // An empty precondition would do away with the SDK's own, that the document exists.
      if (version === undefined) tx.update(at, fields as DocumentData);
      else tx.update(at, fields as DocumentData, { lastUpdateTime: timestampOf(version) });
    },
    delete: (ref) => {
      tx.delete(firestore.doc(ref.path));
    },
  };
}

async function mapped<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw storeErrorFrom(error);
  }
}

function documentOf<T>(ref: DocumentRef<T>, snapshot: DocumentSnapshot | undefined): T | null {
  if (snapshot?.exists !== true) return null;
  const parsed = ref.schema.safeParse(withDates(snapshot.data()));
  if (parsed.success) return parsed.data;
  const cause = new Error(`${ref.path}: ${parsed.error.message}`);
  throw new ServiceError('unreadable-document', 'A stored document cannot be read.', { cause });
}

function firestoreQuery(
  firestore: Firestore,
  collection: CollectionRef<unknown>,
  { where = [], orderBy, startAfter, limit }: StoreQuery,
): Query {
  let query: Query = firestore.collection(collection.path);
  for (const [field, comparison, value] of where) query = query.where(field, comparison, value);
  if (orderBy !== undefined) query = query.orderBy(orderBy);
  query = query.orderBy(FieldPath.documentId()).limit(limit);
  if (startAfter === undefined) return query;
  const { id, orderValue } = startAfter;
  return orderBy === undefined ? query.startAfter(id) : query.startAfter(orderValue, id);
}

function resultOf<T>(
  collection: CollectionRef<T>,
  { orderBy }: StoreQuery,
  snapshots: DocumentSnapshot[],
  log: Log,
): QueryResult<T> {
  const found: StoredDocument<T>[] = [];
  const unreadable: string[] = [];
  let last: StoredDocument<unknown> | null = null;
  for (const snapshot of snapshots) {
    const document: unknown = withDates(snapshot.data());
    const seen: StoredDocument<unknown> = {
      id: snapshot.id,
      path: snapshot.ref.path,
      document,
      version: versionOf(snapshot.updateTime),
      orderValue: orderBy === undefined ? null : (snapshot.get(orderBy) as FieldValue),
    };
    last = seen;
    const parsed = collection.schema.safeParse(document);
    if (parsed.success) found.push({ ...seen, document: parsed.data });
    else unreadable.push(seen.path);
  }
  if (unreadable.length > 0) {
    log('ERROR', 'stored documents cannot be read', { paths: unreadable.join(' ') });
  }
  return { found, unreadable, last };
}

/** Timestamps as dates; they occur only at the top of a document. */
function withDates(data: DocumentData | undefined): unknown {
  return Object.fromEntries(
    Object.entries(data ?? {}).map(([key, value]: [string, unknown]) => [
      key,
      value instanceof Timestamp ? value.toDate() : value,
    ]),
  );
}

function versionOf(time: Timestamp | undefined): string {
  return time === undefined ? '' : `${time.seconds}.${time.nanoseconds}`;
}

function timestampOf(version: string): Timestamp {
  const [seconds, nanoseconds] = version.split('.').map(Number);
  return new Timestamp(seconds ?? 0, nanoseconds ?? 0);
}
