import type { Document } from '../values/document.ts';
import type { Timestamp, Value } from '../values/value.ts';

/**
 * The messages of `google.firestore.v1` as plain objects: enums are names, timestamps, values and
 * documents have their own forms, wrappers are bare, absent fields are undefined. All transports
 * decode to these and encode from these.
 */

export interface Mask {
  fieldPaths?: string[];
}

export interface Precondition {
  exists?: boolean;
  updateTime?: Timestamp;
}

export interface FieldTransform {
  fieldPath?: string;
  setToServerValue?: string;
  increment?: Value;
  maximum?: Value;
  minimum?: Value;
  appendMissingElements?: Value[];
  removeAllFromArray?: Value[];
}

export interface WriteMessage {
  update?: Document;
  delete?: string;
  verify?: string;
  transform?: { document?: string; fieldTransforms?: FieldTransform[] };
  updateMask?: Mask;
  updateTransforms?: FieldTransform[];
  currentDocument?: Precondition;
}

export interface WriteResult {
  updateTime?: Timestamp | undefined;
  transformResults?: Value[] | undefined;
}

export interface TransactionOptions {
  readOnly?: { readTime?: Timestamp };
  readWrite?: { retryTransaction?: Uint8Array };
}

/** The ways a read can say which version it wants. */
export interface Consistency {
  transaction?: Uint8Array;
  newTransaction?: TransactionOptions;
  readTime?: Timestamp;
}

export interface GetDocumentRequest extends Consistency {
  name?: string;
  mask?: Mask;
}

export interface ListDocumentsRequest extends Consistency {
  parent?: string;
  collectionId?: string;
  pageSize?: number;
  pageToken?: string;
  orderBy?: string;
  mask?: Mask;
  showMissing?: boolean;
}

export interface CreateDocumentRequest {
  parent?: string;
  collectionId?: string;
  documentId?: string;
  document?: Document;
  mask?: Mask;
}

export interface UpdateDocumentRequest {
  document?: Document;
  updateMask?: Mask;
  mask?: Mask;
  currentDocument?: Precondition;
}

export interface DeleteDocumentRequest {
  name?: string;
  currentDocument?: Precondition;
}

export interface BatchGetDocumentsRequest extends Consistency {
  database?: string;
  documents?: string[];
  mask?: Mask;
}

export interface BeginTransactionRequest {
  database?: string;
  options?: TransactionOptions;
}

export interface CommitRequest {
  database?: string;
  writes?: WriteMessage[];
  transaction?: Uint8Array;
}

export interface RollbackRequest {
  database?: string;
  transaction?: Uint8Array;
}

interface FieldReference {
  fieldPath?: string;
}

export interface FilterMessage {
  compositeFilter?: { op?: string; filters?: FilterMessage[] };
  fieldFilter?: { field?: FieldReference; op?: string; value?: Value };
  unaryFilter?: { field?: FieldReference; op?: string };
}

export interface CursorMessage {
  values?: Value[];
  before?: boolean;
}

export interface OrderMessage {
  field?: FieldReference;
  direction?: string;
}

export interface StructuredQuery {
  select?: { fields?: FieldReference[] };
  from?: { collectionId?: string; allDescendants?: boolean }[];
  where?: FilterMessage;
  orderBy?: OrderMessage[];
  startAt?: CursorMessage;
  endAt?: CursorMessage;
  offset?: number;
  limit?: number;
  findNearest?: unknown;
}

export interface RunQueryRequest extends Consistency {
  parent?: string;
  structuredQuery?: StructuredQuery;
  explainOptions?: unknown;
}

export interface AggregationMessage {
  alias?: string;
  count?: { upTo?: bigint };
  sum?: { field?: FieldReference };
  avg?: { field?: FieldReference };
}

export interface RunAggregationQueryRequest extends Consistency {
  parent?: string;
  structuredAggregationQuery?: {
    structuredQuery?: StructuredQuery;
    aggregations?: AggregationMessage[];
  };
  explainOptions?: unknown;
}

export interface PartitionQueryRequest {
  parent?: string;
  structuredQuery?: StructuredQuery;
  partitionCount?: bigint;
  pageToken?: string;
  pageSize?: number;
  readTime?: Timestamp;
}

export interface ListCollectionIdsRequest {
  parent?: string;
  pageSize?: number;
  pageToken?: string;
  readTime?: Timestamp;
}

export interface BatchWriteRequest {
  database?: string;
  writes?: WriteMessage[];
}

export interface WriteRequest {
  database?: string;
  streamId?: string;
  writes?: WriteMessage[];
  streamToken?: Uint8Array;
}

export interface TargetMessage {
  query?: { parent?: string; structuredQuery?: StructuredQuery };
  documents?: { documents?: string[] };
  resumeToken?: Uint8Array;
  readTime?: Timestamp;
  targetId?: number;
  once?: boolean;
  expectedCount?: number;
}

export interface ListenRequest {
  database?: string;
  addTarget?: TargetMessage;
  removeTarget?: number;
}

export interface ListenResponse {
  targetChange?: {
    targetChangeType: 'NO_CHANGE' | 'ADD' | 'REMOVE' | 'CURRENT' | 'RESET';
    targetIds?: number[];
    cause?: { code: number; message: string };
    resumeToken?: Uint8Array;
    readTime?: Timestamp;
  };
  documentChange?: { document: Document; targetIds?: number[]; removedTargetIds?: number[] };
  documentDelete?: { document: string; removedTargetIds: number[]; readTime: Timestamp };
  documentRemove?: { document: string; removedTargetIds: number[]; readTime: Timestamp };
  filter?: { targetId: number; count: number };
}
