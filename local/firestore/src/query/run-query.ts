import type { DocumentSource } from '../store/document-index.ts';
import { compareNames } from '../values/compare-names.ts';
import { compareValues } from '../values/compare-values.ts';
import { Document } from '../values/document.ts';
import type { StoredDocument } from '../values/document.ts';
import { valueAt, withValueAt } from '../values/field-path.ts';
import { collectionOf, lastSegment } from '../values/resource-name.ts';
import type { MapValue } from '../values/value.ts';
import { fieldValue, matchesFilter } from './matches-filter.ts';
import type { Cursor, FieldKey, Query } from './query.ts';

/** Where the cursor lies seen from the document: negative when the document comes first. */
function compareToCursor(query: Query, document: Document, cursor: Cursor): number {
  for (const [i, wanted] of cursor.values.entries()) {
    const order = query.orders[i];
    const value = order && fieldValue(document, order.field);
    if (!order || value === undefined) return 0;
    const comparison = compareValues(value, wanted);
    if (comparison !== 0) return order.descending ? -comparison : comparison;
  }
  return 0;
}

function isWithinCursors(query: Query, document: Document): boolean {
  if (query.startAt) {
    const order = compareToCursor(query, document, query.startAt);
    if (query.startAt.before ? order < 0 : order <= 0) return false;
  }
  if (query.endAt) {
    const order = compareToCursor(query, document, query.endAt);
    if (query.endAt.before ? order >= 0 : order > 0) return false;
  }
  return true;
}

/** Whether a document lies where the query looks, whatever its fields. */
export function isInScope(query: Query, name: string): boolean {
  if (!name.startsWith(`${query.parent}/`)) return false;
  const collection = collectionOf(name);
  if (query.collectionId !== null && lastSegment(collection) !== query.collectionId) return false;
  if (query.allDescendants) return true;
  return collectionOf(collection) === query.parent;
}

/** Whether a document in scope is a result, before offset and limit. */
export function matchesQuery(query: Query, document: Document): boolean {
  if (query.filter && !matchesFilter(query.filter, document)) return false;
  for (const { field } of query.orders) {
    if (field.path !== null && valueAt(document.fields, field.path) === undefined) return false;
  }
  return isWithinCursors(query, document);
}

function compareByOrders(query: Query, a: Document, b: Document): number {
  for (const { field, descending } of query.orders) {
    const order =
      field.path === null
        ? compareNames(a.name, b.name)
        : compareValues(
            valueAt(a.fields, field.path) ?? null,
            valueAt(b.fields, field.path) ?? null,
          );
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

function* candidates(query: Query, source: DocumentSource): Iterable<StoredDocument> {
  const { parent, collectionId, allDescendants } = query;
  if (collectionId !== null && !allDescendants) {
    yield* source.documentsIn(`${parent}/${collectionId}`);
    return;
  }
  for (const collection of source.collectionsBelow(parent, collectionId)) {
    if (allDescendants || collectionOf(collection) === parent)
      yield* source.documentsIn(collection);
  }
}

/** Results in order, after offset and limit, as whole documents. */
export function runQuery(query: Query, source: DocumentSource): StoredDocument[] {
  const matching: StoredDocument[] = [];
  for (const document of candidates(query, source)) {
    if (matchesQuery(query, document)) matching.push(document);
  }
  matching.sort((a, b) => compareByOrders(query, a, b));
  const end = query.limit === null ? undefined : query.offset + query.limit;
  return query.offset === 0 && end === undefined ? matching : matching.slice(query.offset, end);
}

/** A copy with only some fields; null paths for the whole document. */
export function projected(document: Document, select: readonly FieldKey[] | null): Document {
  if (select === null) return document;
  let fields: MapValue = new Map();
  for (const { path } of select) {
    const value = path === null ? undefined : valueAt(document.fields, path);
    if (path && value !== undefined) fields = withValueAt(fields, path, value);
  }
  return new Document(document.name, fields, document.createTime, document.updateTime);
}
