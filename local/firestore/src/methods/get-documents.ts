import type { Caller } from '../commit/access-policy.ts';
import { countsOf } from '../firestore-core.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type { BatchGetDocumentsRequest, GetDocumentRequest, Mask } from '../protocol/messages.ts';
import { fieldKey } from '../query/field-key.ts';
import { projected } from '../query/run-query.ts';
import { StatusError } from '../status.ts';
import type { Document } from '../values/document.ts';
import { checkDatabase, checkDocumentName } from '../values/resource-name.ts';
import { assertAllowed, decideGet } from './check-access.ts';
import { readAt } from './read-version.ts';

/** A read mask keeps the named fields; an absent or empty one keeps all. */
export const masked = (document: Document, mask: Mask | undefined): Document =>
  mask?.fieldPaths?.length ? projected(document, mask.fieldPaths.map(fieldKey)) : document;

export async function batchGetDocuments(
  core: FirestoreCore,
  caller: Caller,
  request: BatchGetDocumentsRequest,
): Promise<object[]> {
  const root = `${checkDatabase(request.database ?? '')}/documents/`;
  const names = (request.documents ?? []).map(checkDocumentName);
  for (const name of names) {
    if (!name.startsWith(root)) {
      throw new StatusError('INVALID_ARGUMENT', `Document "${name}" is not in ${root}.`);
    }
  }
  return readAt(core, request, async (version) => {
    const documents = await version.read(names);
    const readTime = version.time();
    for (const [i, name] of caller.admin ? [] : names.entries()) {
      assertAllowed(decideGet(core, caller, name, documents[i] ?? null, version.source));
    }
    countsOf(core, caller).reads += names.length;
    const answers: object[] = version.begun ? [{ transaction: version.begun }] : [];
    names.forEach((name, i) => {
      const document = documents[i];
      answers.push(
        document
          ? { found: masked(document, request.mask), readTime }
          : { missing: name, readTime },
      );
    });
    return answers;
  });
}

export async function getDocument(
  core: FirestoreCore,
  caller: Caller,
  request: GetDocumentRequest,
): Promise<Document> {
  const name = checkDocumentName(request.name ?? '');
  return readAt(core, request, async (version) => {
    const [document = null] = await version.read([name]);
    assertAllowed(decideGet(core, caller, name, document, version.source));
    countsOf(core, caller).reads += 1;
    if (!document) throw new StatusError('NOT_FOUND', `Document "${name}" not found.`);
    return masked(document, request.mask);
  });
}
