import type { Caller } from '../commit/access-policy.ts';
import { checkProject } from '../firestore-core.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import { messageShape } from '../protocol/message-shapes.ts';
import type { MessageShape } from '../protocol/message-shapes.ts';
import { StatusError } from '../status.ts';
import {
  batchWrite,
  beginTransaction,
  commit,
  createDocument,
  deleteDocument,
  rollback,
  updateDocument,
} from './commit-methods.ts';
import { batchGetDocuments, getDocument } from './get-documents.ts';
import { listCollectionIds, listDocuments } from './list-methods.ts';
import { partitionQuery } from './partition-query.ts';
import { runAggregationQuery, runQueryMethod } from './run-queries.ts';

/** Where a request says what it is about; UpdateDocument says it in its document. */
interface Place {
  database?: string;
  parent?: string;
  name?: string;
}

type Answer = object | Promise<object>;

/** A method with one request and one answer, or a list of answers where `streams`. */
export interface Method {
  readonly request: MessageShape;
  readonly response: MessageShape;
  readonly streams: boolean;
  run(core: FirestoreCore, caller: Caller, request: object): Answer;
}

function method<T>(
  name: string,
  response: string,
  run: (core: FirestoreCore, caller: Caller, request: T) => Answer,
  streams = false,
): [string, Method] {
  return [
    name,
    {
      request: messageShape(`${name}Request`),
      response: messageShape(response),
      streams,
      run(core, caller, request) {
        const { database, parent, name: document } = request as Place;
        checkProject(core, database ?? parent ?? document);
        return run(core, caller, request as T);
      },
    },
  ];
}

const EMPTY = 'google.protobuf.Empty';

/** Every method but the two-way streams Listen and Write. */
const METHODS: ReadonlyMap<string, Method> = new Map([
  method('GetDocument', 'Document', getDocument),
  method('ListDocuments', 'ListDocumentsResponse', listDocuments),
  method('CreateDocument', 'Document', createDocument),
  method('UpdateDocument', 'Document', updateDocument),
  method('DeleteDocument', EMPTY, deleteDocument),
  method('BatchGetDocuments', 'BatchGetDocumentsResponse', batchGetDocuments, true),
  method('BeginTransaction', 'BeginTransactionResponse', (core, _caller, request: object) =>
    beginTransaction(core, request),
  ),
  method('Commit', 'CommitResponse', commit),
  method('Rollback', EMPTY, (core, _caller, request: object) => rollback(core, request)),
  method('RunQuery', 'RunQueryResponse', runQueryMethod, true),
  method('RunAggregationQuery', 'RunAggregationQueryResponse', runAggregationQuery, true),
  method('PartitionQuery', 'PartitionQueryResponse', partitionQuery),
  method('ListCollectionIds', 'ListCollectionIdsResponse', listCollectionIds),
  method('BatchWrite', 'BatchWriteResponse', batchWrite),
]);

export function methodNamed(name: string): Method {
  const found = METHODS.get(name);
  if (!found) throw new StatusError('UNIMPLEMENTED', `${name} is not supported by this server.`);
  return found;
}
