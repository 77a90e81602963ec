import { randomBytes } from 'node:crypto';
import type { Caller } from '../commit/access-policy.ts';
import { commitWrites } from '../commit/commit-writes.ts';
import type { CommitOutcome } from '../commit/commit-writes.ts';
import { targetOf } from '../commit/apply-write.ts';
import { checkProject, countsOf } from '../firestore-core.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type {
  BatchWriteRequest,
  BeginTransactionRequest,
  CommitRequest,
  CreateDocumentRequest,
  DeleteDocumentRequest,
  RollbackRequest,
  UpdateDocumentRequest,
  WriteMessage,
} from '../protocol/messages.ts';
import { invalid, statusOf } from '../status.ts';
import { Document } from '../values/document.ts';
import type { Value } from '../values/value.ts';
import { checkCollectionId, checkDatabase, checkParent } from '../values/resource-name.ts';
import { masked } from './get-documents.ts';

/** Waits until what was written so far survives a crash. */
export const durable = (core: FirestoreCore): Promise<void> =>
  new Promise((resolve) => core.store.journal.whenDurable(resolve));

/** Commits and counts what the writes cost; the answer must still wait for `durable`. */
export function commitNow(
  core: FirestoreCore,
  caller: Caller,
  database: string | undefined,
  writes: readonly WriteMessage[],
): CommitOutcome {
  checkProject(core, database);
  const root = `${checkDatabase(database ?? '')}/documents/`;
  for (const write of writes) {
    const { name } = targetOf(write);
    if (!name.startsWith(root)) throw invalid(`Document "${name}" is not in ${root}.`);
  }
  const outcome = commitWrites(core.store, core.policy, caller, writes);
  const counts = countsOf(core, caller);
  for (const { kind } of outcome.applied) {
    if (kind === 'update') counts.writes += 1;
    else if (kind === 'delete') counts.deletes += 1;
    else counts.reads += 1;
  }
  return outcome;
}

function commitInTransaction(
  core: FirestoreCore,
  caller: Caller,
  request: CommitRequest,
): CommitOutcome {
  const id = request.transaction;
  if (!id?.length) return commitNow(core, caller, request.database, request.writes ?? []);
  const transaction = core.transactions.find(id);
  try {
    if (transaction.mode === 'read-write') transaction.check();
    else if (request.writes?.length) throw invalid('A read-only transaction cannot write.');
    return commitNow(core, caller, request.database, request.writes ?? []);
  } finally {
    core.transactions.end(id);
  }
}

export async function commit(
  core: FirestoreCore,
  caller: Caller,
  request: CommitRequest,
): Promise<object> {
  const { writeResults, commitTime } = commitInTransaction(core, caller, request);
  await durable(core);
  return { writeResults, commitTime };
}

export async function batchWrite(
  core: FirestoreCore,
  caller: Caller,
  request: BatchWriteRequest,
): Promise<object> {
  const writes = request.writes ?? [];
  const names = writes.map((write) => targetOf(write).name);
  if (new Set(names).size !== names.length) {
    throw invalid('A batch cannot write to the same document more than once.');
  }
  const outcomes = writes.map((write) => {
    try {
      const [result] = commitNow(core, caller, request.database, [write]).writeResults;
      return { result: result ?? {}, status: { code: 0 } };
    } catch (error) {
      const { code, message } = statusOf(error);
      return { result: {}, status: { code, message } };
    }
  });
  await durable(core);
  return {
    writeResults: outcomes.map((one) => one.result),
    status: outcomes.map((one) => one.status),
  };
}

export function beginTransaction(core: FirestoreCore, request: BeginTransactionRequest): object {
  checkDatabase(request.database ?? '');
  return { transaction: core.transactions.begin(request.options).id };
}

export function rollback(core: FirestoreCore, request: RollbackRequest): object {
  core.transactions.end(request.transaction ?? new Uint8Array());
  return {};
}

async function writeOne(
  core: FirestoreCore,
  caller: Caller,
  name: string,
  write: WriteMessage,
): Promise<Document> {
  const database = name.slice(0, name.indexOf('/documents'));
  const { applied } = commitNow(core, caller, database, [write]);
  await durable(core);
  return applied[0]?.after ?? new Document(name, new Map());
}

/** Ids as the clients make them: 20 letters and digits. */
function randomId(): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(20), (byte) => letters[byte % letters.length]).join('');
}

export async function createDocument(
  core: FirestoreCore,
  caller: Caller,
  request: CreateDocumentRequest,
): Promise<Document> {
  const parent = checkParent(request.parent ?? '');
  const collection = checkCollectionId(request.collectionId ?? '');
  const name = `${parent}/${collection}/${request.documentId || randomId()}`;
  const update = new Document(name, request.document?.fields ?? new Map<string, Value>());
  const write = { update, currentDocument: { exists: false } };
  return masked(await writeOne(core, caller, name, write), request.mask);
}

export async function updateDocument(
  core: FirestoreCore,
  caller: Caller,
  request: UpdateDocumentRequest,
): Promise<Document> {
  if (!request.document) throw invalid('The request has no document.');
  const write: WriteMessage = { update: request.document };
  if (request.updateMask) write.updateMask = request.updateMask;
  if (request.currentDocument) write.currentDocument = request.currentDocument;
  return masked(await writeOne(core, caller, request.document.name, write), request.mask);
}

export async function deleteDocument(
  core: FirestoreCore,
  caller: Caller,
  request: DeleteDocumentRequest,
): Promise<object> {
  const name = request.name ?? '';
  const write: WriteMessage = { delete: name };
  if (request.currentDocument) write.currentDocument = request.currentDocument;
  await writeOne(core, caller, name, write);
  return {};
}
