import type { Caller } from '../commit/access-policy.ts';
import { countsOf } from '../firestore-core.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type { ListCollectionIdsRequest, ListDocumentsRequest } from '../protocol/messages.ts';
import { parseQuery } from '../query/parse-query.ts';
import { runQuery } from '../query/run-query.ts';
import { invalid, StatusError } from '../status.ts';
import { collectionIds } from '../store/document-index.ts';
import type { DocumentSource } from '../store/document-index.ts';
import { compareNames } from '../values/compare-names.ts';
import { Document } from '../values/document.ts';
import { checkCollectionId, checkParent } from '../values/resource-name.ts';
import { assertAllowed, decideQuery } from './check-access.ts';
import { masked } from './get-documents.ts';
import { readVersion } from './read-version.ts';

const MAX_PAGE = 1000;

/** One page of items that come after the token, and the token of the next page. */
function page<T>(
  items: readonly T[],
  size: number | undefined,
  keyOf: (item: T) => string,
  token: string | undefined,
): { items: T[]; nextPageToken: string | undefined } {
  const after = token ? Buffer.from(token, 'base64url').toString() : null;
  const start = after === null ? 0 : items.findIndex((item) => keyOf(item) === after) + 1;
  if (after !== null && start === 0) throw invalid('The page token is not valid any more.');
  const end = start + (size && size > 0 ? Math.min(size, MAX_PAGE) : MAX_PAGE);
  const last = items[end - 1];
  return {
    items: items.slice(start, end),
    nextPageToken:
      end < items.length && last !== undefined
        ? Buffer.from(keyOf(last)).toString('base64url')
        : undefined,
  };
}

/** Documents that do not exist but have documents below them. */
function missingParents(source: DocumentSource, collection: string): Document[] {
  const names = new Set<string>();
  const depth = collection.split('/').length + 1;
  const root = collection.slice(0, collection.lastIndexOf('/'));
  for (const nested of source.collectionsBelow(root, null)) {
    if (!nested.startsWith(`${collection}/`)) continue;
    const name = nested.split('/').slice(0, depth).join('/');
    if (!source.get(name)) names.add(name);
  }
  return [...names].map((name) => new Document(name, new Map()));
}

export function listDocuments(
  core: FirestoreCore,
  caller: Caller,
  request: ListDocumentsRequest,
): object {
  const parent = checkParent(request.parent ?? '');
  const collectionId = checkCollectionId(request.collectionId ?? '');
  if (request.orderBy) throw new StatusError('UNIMPLEMENTED', 'order_by is not supported here.');
  const version = readVersion(core, request);
  const query = parseQuery(parent, { from: [{ collectionId }] });
  assertAllowed(decideQuery(core, caller, query, version.source));
  const documents: Document[] = runQuery(query, version.source);
  if (request.showMissing) {
    documents.push(...missingParents(version.source, `${parent}/${collectionId}`));
    documents.sort((a, b) => compareNames(a.name, b.name));
  }
  const { items, nextPageToken } = page(
    documents,
    request.pageSize,
    (d) => d.name,
    request.pageToken,
  );
  countsOf(core, caller).reads += Math.max(1, items.length);
  return { documents: items.map((document) => masked(document, request.mask)), nextPageToken };
}

export function listCollectionIds(
  core: FirestoreCore,
  caller: Caller,
  request: ListCollectionIdsRequest,
): object {
  if (!caller.admin) {
    throw new StatusError('PERMISSION_DENIED', 'Only server credentials may list collections.');
  }
  const parent = checkParent(request.parent ?? '');
  const ids = collectionIds(readVersion(core, request).source, parent);
  const { items, nextPageToken } = page(ids, request.pageSize, (id) => id, request.pageToken);
  countsOf(core, caller).reads += 1;
  return { collectionIds: items, nextPageToken };
}
