import type { CursorMessage, OrderMessage, StructuredQuery } from '../protocol/messages.ts';
import { messageToJson } from '../protocol/message-json.ts';
import { messageShape } from '../protocol/message-shapes.ts';
import { invalid, StatusError } from '../status.ts';
import { compareStrings } from '../values/compare-strings.ts';
import { checkCollectionId, checkParent } from '../values/resource-name.ts';
import { Reference } from '../values/value.ts';
import { checkFilter } from './check-filter.ts';
import { fieldKey } from './field-key.ts';
import { parseFilter } from './parse-filter.ts';
import { conditionsOf, isInequality } from './query.ts';
import type { Cursor, FieldKey, Filter, Order, Query } from './query.ts';

function parseOrder(message: OrderMessage): Order {
  return {
    field: fieldKey(message.field?.fieldPath),
    descending: message.direction === 'DESCENDING',
  };
}

/** The given orders, then remaining inequality fields by name, then the document name. */
function allOrders(explicit: readonly Order[], filter: Filter | null): Order[] {
  const orders = [...explicit];
  const descending = explicit.at(-1)?.descending ?? false;
  const has = (field: FieldKey): boolean => orders.some((o) => o.field.text === field.text);
  const implied = conditionsOf(filter)
    .filter((condition) => isInequality(condition.op) && condition.field.path !== null)
    .map((condition) => condition.field)
    .sort((a, b) => compareStrings(a.text, b.text));
  for (const field of implied) if (!has(field)) orders.push({ field, descending });
  const name: FieldKey = { text: '__name__', path: null };
  if (!has(name)) orders.push({ field: name, descending });
  return orders;
}

function parseCursor(message: CursorMessage | undefined, orders: readonly Order[]): Cursor | null {
  const values = message?.values ?? [];
  if (!message || values.length === 0) return null;
  if (values.length > orders.length)
    throw invalid('A cursor has more values than the query orders.');
  values.forEach((value, i) => {
    if (orders[i]?.field.path === null && !(value instanceof Reference)) {
      throw invalid('A cursor value for __name__ is not a reference.');
    }
  });
  return { values, before: message.before === true };
}

/**
 * Checks a structured query and spells out what it implies.
 *
 * @throws StatusError INVALID_ARGUMENT for what Firestore refuses, UNIMPLEMENTED for vector search
 */
export function parseQuery(parentName: string | undefined, message: StructuredQuery): Query {
  const parent = checkParent(parentName ?? '');
  if (message.findNearest !== undefined) {
    throw new StatusError('UNIMPLEMENTED', 'findNearest is not supported by this server.');
  }
  const [selector, another] = message.from ?? [];
  if (another) throw invalid('A query can have only one collection selector.');
  const collectionId = selector?.collectionId ? checkCollectionId(selector.collectionId) : null;
  const filter = message.where ? parseFilter(message.where) : null;
  if (filter) checkFilter(filter);
  const explicitOrders = (message.orderBy ?? []).map(parseOrder);
  if (new Set(explicitOrders.map((o) => o.field.text)).size !== explicitOrders.length) {
    throw invalid('A query orders by the same field twice.');
  }
  const orders = allOrders(explicitOrders, filter);
  const { offset = 0, limit } = message;
  if (offset < 0) throw invalid('The offset of a query is negative.');
  if (limit !== undefined && limit < 0) throw invalid('The limit of a query is negative.');
  return {
    parent,
    collectionId,
    allDescendants: selector?.allDescendants === true,
    filter,
    explicitOrders,
    orders,
    startAt: parseCursor(message.startAt, orders),
    endAt: parseCursor(message.endAt, orders),
    offset,
    limit: limit ?? null,
    select: message.select ? (message.select.fields ?? []).map((f) => fieldKey(f.fieldPath)) : null,
    key: `${parent} ${JSON.stringify(messageToJson(messageShape('StructuredQuery'), message))}`,
  };
}
