import { compareValues, equalValues, typeOrder } from '../values/compare-values.ts';
import type { Document } from '../values/document.ts';
import { valueAt } from '../values/field-path.ts';
import { Reference } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import type { Comparison, FieldKey, Filter, UnaryTest } from './query.ts';

/** The value of a field, the document's own reference for its name, undefined when absent. */
export const fieldValue = (document: Document, field: FieldKey): Value | undefined =>
  field.path === null ? new Reference(document.name) : valueAt(document.fields, field.path);

const contains = (values: readonly Value[], value: Value): boolean =>
  values.some((other) => equalValues(other, value));

function matchesComparison(
  op: Comparison,
  value: Value,
  wanted: Value,
  list: readonly Value[],
): boolean {
  switch (op) {
    case 'EQUAL':
      return equalValues(value, wanted);
    case 'NOT_EQUAL':
      return value !== null && !equalValues(value, wanted);
    case 'IN':
      return contains(list, value);
    case 'NOT_IN':
      return value !== null && !list.includes(null) && !contains(list, value);
    case 'ARRAY_CONTAINS':
      return Array.isArray(value) && contains(value, wanted);
    case 'ARRAY_CONTAINS_ANY':
      return Array.isArray(value) && list.some((one) => contains(value, one));
    default:
  }
  // Ranges stay within one type: a number is never below a string in a filter.
  if (typeOrder(value) !== typeOrder(wanted)) return false;
  const order = compareValues(value, wanted);
  switch (op) {
    case 'LESS_THAN':
      return order < 0;
    case 'LESS_THAN_OR_EQUAL':
      return order <= 0;
    case 'GREATER_THAN':
      return order > 0;
    case 'GREATER_THAN_OR_EQUAL':
      return order >= 0;
  }
}

function matchesUnary(op: UnaryTest, value: Value): boolean {
  switch (op) {
    case 'IS_NULL':
      return value === null;
    case 'IS_NOT_NULL':
      return value !== null;
    case 'IS_NAN':
      return Number.isNaN(value);
    case 'IS_NOT_NAN':
      return value !== null && !Number.isNaN(value);
  }
}

/** A document without the field matches no condition on it. */
export function matchesFilter(filter: Filter, document: Document): boolean {
  if (filter.kind === 'and') return filter.filters.every((part) => matchesFilter(part, document));
  if (filter.kind === 'or') return filter.filters.some((part) => matchesFilter(part, document));
  const value = fieldValue(document, filter.field);
  if (value === undefined) return false;
  return filter.kind === 'unary'
    ? matchesUnary(filter.op, value)
    : matchesComparison(filter.op, value, filter.value, filter.list);
}
