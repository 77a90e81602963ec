import type { z } from 'zod';

/** A document by its path, and the shape it has. */
export interface DocumentRef<T> {
  path: string;
  schema: z.ZodType<T>;
}

/** The documents directly below a path, all of one shape. */
export interface CollectionRef<T> {
  path: string;
  schema: z.ZodType<T>;
}

type Comparison = '==' | '<' | '<=' | '>' | '>=';
export type FieldValue = string | number | boolean | null;

export interface StoreQuery {
  /** Fields may be dotted, such as `strava.leaseUntil`. */
  where?: [field: string, comparison: Comparison, value: FieldValue][];
  /** Ascending by this field, then by id; by id alone when left out. */
  orderBy?: string;
  /** Goes on after a document seen before. */
  startAfter?: StoredDocument<unknown>;
  limit: number;
}

export interface StoredDocument<T> {
  id: string;
  path: string;
  document: T;
  /** Changes with every write; see `StoreTransaction.update`. */
  version: string;
  /** Value of the field it was ordered by. */
  orderValue: FieldValue;
}

export interface QueryResult<T> {
  found: StoredDocument<T>[];
  /** Documents that do not have the shape asked for; logged, never part of `found`. */
  unreadable: string[];
  /** The last one seen, readable or not, to go on after; null at the end. */
  last: StoredDocument<unknown> | null;
}

interface StoreReader {
  /** The document, null when there is none. @throws ServiceError `unreadable-document` when it has another shape */
  get<T>(ref: DocumentRef<T>): Promise<T | null>;
  getAll<T>(refs: DocumentRef<T>[]): Promise<(T | null)[]>;
}

/** All reads come first, then the writes, which happen together or not at all. */
export interface StoreTransaction extends StoreReader {
  /** @throws ServiceError `conflict` at the commit when the document exists */
  create<T>(ref: DocumentRef<T>, document: T): void;
  set<T>(ref: DocumentRef<T>, document: T): void;
  /**
   * Replaces the given fields of an existing document.
   * @throws ServiceError `conflict` at the commit when it is not there, or has another version
   */
  update<T>(ref: DocumentRef<T>, fields: Partial<T>, version?: string): void;
  delete(ref: DocumentRef<unknown>): void;
}

/** The document database. */
export interface Store extends StoreReader {
  query<T>(collection: CollectionRef<T>, query: StoreQuery): Promise<QueryResult<T>>;
  /** False when the document exists already; then nothing is written. */
  create<T>(ref: DocumentRef<T>, document: T): Promise<boolean>;
  /** Runs again from the start when another writer came between, so `run` must have no other effects. */
  transact<T>(run: (tx: StoreTransaction) => Promise<T>): Promise<T>;
}

/**
 * A part of somebody else's transaction: reads what it needs, then returns what to write.
 * So that work and the note that it is done cannot come apart.
 */
export type Alongside = (tx: StoreTransaction) => Promise<() => void>;
