import { fieldPathSegments } from '../field-path.ts';
import type { QueryRequest, RuleDocument, WireFilter, WireValue } from '../index.ts';

/**
 * For tests: whether a document can be a result of a query, written down as plainly as possible and
 * generous where the documentation leaves room.
 */
export function naiveMatches(query: QueryRequest, document: RuleDocument): boolean {
  const segments = document.path.split('/');
  const [collection, above] = [segments.at(-2), segments.slice(0, -2).join('/')];
  const isBelow =
    query.parent === '' || above === query.parent || above.startsWith(`${query.parent}/`);
  const isPlaced = query.allDescendants ? isBelow : above === query.parent;
  if (!isPlaced || (query.collectionId !== null && query.collectionId !== collection)) return false;
  if (query.orderBy.some(({ field }) => fieldOf(document, field) === undefined)) return false;
  return query.filter === null || passes(query.filter, document);
}

function fieldOf(document: RuleDocument, path: string): WireValue | undefined {
  if (path === '__name__') {
    return { referenceValue: `projects/p/databases/(default)/documents/${document.path}` };
  }
  let value: WireValue | undefined = { mapValue: { fields: document.fields } };
  for (const segment of fieldPathSegments(path)) value = value?.mapValue?.fields?.[segment];
  return value;
}

function passes(filter: WireFilter, document: RuleDocument): boolean {
  const { compositeFilter, fieldFilter, unaryFilter } = filter;
  if (compositeFilter) {
    const results = (compositeFilter.filters ?? []).map((each) => passes(each, document));
    return compositeFilter.op === 'OR' ? results.includes(true) : !results.includes(false);
  }
  const path = (fieldFilter ?? unaryFilter)?.field?.fieldPath ?? '';
  const value = fieldOf(document, path);
  if (value === undefined) return false;
  if (unaryFilter) {
    const isNaNValue = Number.isNaN(numberOf(value) ?? 0);
    const isNull = 'nullValue' in value;
    if (unaryFilter.op === 'IS_NULL') return isNull;
    if (unaryFilter.op === 'IS_NAN') return isNaNValue;
    return unaryFilter.op === 'IS_NOT_NULL' ? !isNull : !isNaNValue;
  }
  return passesField(fieldFilter?.op ?? '', value, fieldFilter?.value ?? {});
}

function passesField(op: string, value: WireValue, wanted: WireValue): boolean {
  const order = compareWire(value, wanted);
  const isSameType = rankOf(value) === rankOf(wanted);
  const elements = value.arrayValue === undefined ? null : (value.arrayValue.values ?? []);
  const choices = wanted.arrayValue?.values ?? [];
  const has = (list: readonly WireValue[], item: WireValue): boolean =>
    list.some((each) => compareWire(each, item) === 0);
  switch (op) {
    case 'EQUAL':
      return order === 0;
    case 'NOT_EQUAL':
      return order !== 0;
    case 'LESS_THAN':
      return isSameType && order < 0;
    case 'LESS_THAN_OR_EQUAL':
      return isSameType && order <= 0;
    case 'GREATER_THAN':
      return isSameType && order > 0;
    case 'GREATER_THAN_OR_EQUAL':
      return isSameType && order >= 0;
    case 'IN':
      return has(choices, value);
    case 'NOT_IN':
      return !has(choices, value);
    case 'ARRAY_CONTAINS':
      return elements !== null && has(elements, wanted);
    default:
      return elements !== null && choices.some((each) => has(elements, each));
  }
}

const KINDS = [
  'nullValue',
  'booleanValue',
  'integerValue',
  'timestampValue',
  'stringValue',
  'referenceValue',
  'geoPointValue',
  'arrayValue',
  'mapValue',
] as const;

const rankOf = (value: WireValue): number =>
  value.doubleValue === undefined ? KINDS.findIndex((kind) => kind in value) : 2;

const numberOf = (value: WireValue): number | null => {
  const number = value.integerValue ?? value.doubleValue;
  return number === undefined ? null : Number(number);
};

/** Firestore's total order on the values the property test uses. */
function compareWire(left: WireValue, right: WireValue): number {
  if (rankOf(left) !== rankOf(right)) return rankOf(left) - rankOf(right);
  const [a, b] = [numberOf(left), numberOf(right)];
  if (a !== null && b !== null) {
    if (Number.isNaN(a) || Number.isNaN(b))
      return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
    return a < b ? -1 : Number(a > b);
  }
  if (left.arrayValue)
    return compareLists(left.arrayValue.values ?? [], right.arrayValue?.values ?? []);
  if (left.mapValue) {
    const flat = (value: WireValue): WireValue[] =>
      Object.entries(value.mapValue?.fields ?? {}).flatMap(([key, each]) => [
        { stringValue: key },
        each,
      ]);
    return compareLists(flat(left), flat(right));
  }
  const [first, second] = [JSON.stringify(left), JSON.stringify(right)];
  return first < second ? -1 : Number(first > second);
}

function compareLists(left: readonly WireValue[], right: readonly WireValue[]): number {
  for (const [index, item] of left.entries()) {
    const other = right[index];
    const order = other === undefined ? 1 : compareWire(item, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
