import { messageFromJson } from '../src/protocol/message-json.ts';
import { messageShape } from '../src/protocol/message-shapes.ts';
import type { StructuredQuery } from '../src/protocol/messages.ts';
import { parseQuery } from '../src/query/parse-query.ts';
import type { Query } from '../src/query/query.ts';
import type { JsonObject } from '../src/values/value-json.ts';
import type { NaiveFilter, NaiveQuery } from './naive-query.ts';

const OPERATORS: Readonly<Record<string, string>> = {
  '==': 'EQUAL',
  '!=': 'NOT_EQUAL',
  '<': 'LESS_THAN',
  '<=': 'LESS_THAN_OR_EQUAL',
  '>': 'GREATER_THAN',
  '>=': 'GREATER_THAN_OR_EQUAL',
  in: 'IN',
  'not-in': 'NOT_IN',
  'array-contains': 'ARRAY_CONTAINS',
  'array-contains-any': 'ARRAY_CONTAINS_ANY',
};

function filterJson(filter: NaiveFilter): JsonObject {
  if ('all' in filter) {
    return { compositeFilter: { op: 'AND', filters: filter.all.map(filterJson) } };
  }
  if ('any' in filter) {
    return { compositeFilter: { op: 'OR', filters: filter.any.map(filterJson) } };
  }
  const { field, op, value } = filter;
  return { fieldFilter: { field: { fieldPath: field }, op: OPERATORS[op] ?? '', value } };
}

/** The same query as a client would send it, taken in by the server's own parser. */
export function wireQuery(query: NaiveQuery): Query {
  const json: JsonObject = {
    from: [{ collectionId: query.collection, allDescendants: query.group }],
    orderBy: query.orders.map(({ field, descending }) => ({
      field: { fieldPath: field },
      direction: descending ? 'DESCENDING' : 'ASCENDING',
    })),
    offset: query.offset,
  };
  if (query.filter) json.where = filterJson(query.filter);
  if (query.limit !== null) json.limit = query.limit;
  if (query.startAt) json.startAt = query.startAt;
  if (query.endAt) json.endAt = query.endAt;
  const message = messageFromJson<StructuredQuery>(messageShape('StructuredQuery'), json);
  return parseQuery(query.parent, message);
}
