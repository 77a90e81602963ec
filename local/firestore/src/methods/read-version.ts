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
  /** Of the transaction, if there is one. */
  readonly id: Uint8Array | undefined;
}

function fixed(
  source: DocumentSource,
  version: number,
  id?: Uint8Array,
  begun?: Uint8Array,
): ReadVersion {
  return {
    begun,
    id,
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
    return fixed(store.at(version), version);
  }
  const begun = request.newTransaction ? transactions.begin(request.newTransaction) : undefined;
  const wanted = request.transaction?.length ? request.transaction : undefined;
  const transaction = begun ?? (wanted && transactions.find(wanted));
  if (!transaction) return fixed(store.documents, store.version);
  if (transaction.mode === 'read-only') {
    return fixed(transaction.source, transaction.source.version, transaction.id, begun?.id);
  }
  return {
    begun: begun?.id,
    id: transaction.id,
    source: store.documents,
    read: (names) => transaction.read(names),
    query: (query) => transaction.query(query),
    time: () => Timestamp.fromMicros(store.version),
  };
}

/**
 * Reads for one request. A transaction that began with a refused request ends, because its client
 * never learns the id; so does one that is aborted, because it holds locks for nothing.
 */
export async function readAt<T>(
  core: FirestoreCore,
  request: Consistency,
  read: (version: ReadVersion) => Promise<T>,
): Promise<T> {
  const version = readVersion(core, request);
  try {
    return await read(version);
  } catch (error) {
    const aborted = error instanceof StatusError && error.status === 'ABORTED';
    if (version.id && (version.begun || aborted)) core.transactions.end(version.id);
    throw error;
  }
}
