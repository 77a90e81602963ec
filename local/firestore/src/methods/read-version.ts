import type { FirestoreCore } from '../firestore-core.ts';
import type { Consistency } from '../protocol/messages.ts';
import type { Query } from '../query/query.ts';
import { runQuery } from '../query/run-query.ts';
import { StatusError } from '../status.ts';
import type { DocumentSource } from '../store/document-index.ts';
import type { StoredDocument } from '../values/document.ts';
import { Timestamp } from '../values/value.ts';

/** Reads of one request, at the version it asked for. */
export interface ReadVersion {
  /** Set when the request began a transaction, which its answer must name. */
  readonly begun: Uint8Array | undefined;
  readonly source: DocumentSource;
  read(names: readonly string[]): Promise<(StoredDocument | null)[]> | (StoredDocument | null)[];
  query(query: Query): Promise<StoredDocument[]> | StoredDocument[];
  time(): Timestamp;
}

function fixed(
  source: DocumentSource,
  version: number,
  begun: Uint8Array | undefined,
): ReadVersion {
  return {
    begun,
    source,
    read: (names) => names.map((name) => source.get(name)),
    query: (query) => runQuery(query, source),
    time: () => Timestamp.fromMicros(version),
  };
}

/** Resolves the transaction, new transaction or read time of a request. */
export function readVersion(core: FirestoreCore, request: Consistency): ReadVersion {
  const { store, transactions } = core;
  if (request.readTime) {
    const version = request.readTime.toMicros();
    if (!store.canReadAt(version)) {
      throw new StatusError(
        'FAILED_PRECONDITION',
        'The requested read time is too old or too new.',
      );
    }
    return fixed(store.at(version), version, undefined);
  }
  const begun = request.newTransaction ? transactions.begin(request.newTransaction) : undefined;
  const wanted = request.transaction?.length ? request.transaction : undefined;
  const transaction = begun ?? (wanted && transactions.find(wanted));
  if (!transaction) return fixed(store.documents, store.version, undefined);
  if (transaction.mode === 'read-only') {
    return fixed(transaction.source, transaction.source.version, begun?.id);
  }
  // A client whose read failed may never learn the id, so nobody else would end the transaction.
  const orEnd = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      transactions.end(transaction.id);
      throw error;
    }
  };
  return {
    begun: begun?.id,
    source: store.documents,
    read: (names) => orEnd(transaction.read(names)),
    query: (query) => orEnd(transaction.query(query)),
    time: () => Timestamp.fromMicros(store.version),
  };
}
