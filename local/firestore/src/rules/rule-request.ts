import type { WireValue } from './wire-value.ts';

export type Method = 'get' | 'list' | 'create' | 'update' | 'delete';

export interface RuleTime {
  seconds: bigint | number;
  nanos: number;
}

export interface RuleAuth {
  uid: string;
  token: Readonly<Record<string, unknown>>;
}

/** A stored document: relative path (`users/alice`) and its fields as proto3 JSON. */
export interface RuleDocument {
  path: string;
  fields: Readonly<Record<string, WireValue>>;
}

/** What `request.query` shows of a query. */
export interface QueryShape {
  limit: number | null;
  offset: number | null;
  orderBy: readonly { field: string; direction: 'ASCENDING' | 'DESCENDING' }[];
}

export interface RuleRequest {
  method: Method;
  /** Database id, usually `(default)`. */
  database: string;
  /** Relative document path; for `list` the path of one result. */
  path: string;
  auth: RuleAuth | null;
  time: RuleTime;
  /** The document before the request; null when there is none. */
  resource: RuleDocument | null;
  /** The document after a create or update; null for other methods. */
  newResource: RuleDocument | null;
  query?: QueryShape;
}

/** A filter of a structured query, as proto3 JSON. */
export interface WireFilter {
  compositeFilter?: { op?: string; filters?: readonly WireFilter[] };
  fieldFilter?: { field?: { fieldPath?: string }; op?: string; value?: WireValue };
  unaryFilter?: { field?: { fieldPath?: string }; op?: string };
}

export interface QueryRequest extends QueryShape {
  database: string;
  /** Relative path of the parent document, empty for the root. */
  parent: string;
  /** null for a query over every collection below the parent. */
  collectionId: string | null;
  allDescendants: boolean;
  /** `where` of the structured query. */
  filter: WireFilter | null;
  auth: RuleAuth | null;
  time: RuleTime;
}

/** Reads for `get`, `exists` and, as the database will be after the request, `getAfter`, `existsAfter`. */
export interface DocumentAccess {
  get(path: string): RuleDocument | null;
  getAfter(path: string): RuleDocument | null;
}
