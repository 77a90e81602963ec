import type { FilterMessage } from '../protocol/messages.ts';
import { invalid } from '../status.ts';
import { Reference } from '../values/value.ts';
import type { Value } from '../values/value.ts';
import { fieldKey } from './field-key.ts';
import type { Comparison, Filter, UnaryTest } from './query.ts';

const LISTS = new Set(['IN', 'NOT_IN', 'ARRAY_CONTAINS_ANY']);

function parseComparison(message: NonNullable<FilterMessage['fieldFilter']>): Filter {
  const field = fieldKey(message.field?.fieldPath);
  const { op, value } = message;
  if (op === undefined || op === 'OPERATOR_UNSPECIFIED') {
    throw invalid(`The filter on "${field.text}" has no operator.`);
  }
  if (value === undefined) throw invalid(`The filter on "${field.text}" has no value.`);
  let list: readonly Value[] = [];
  if (LISTS.has(op)) {
    if (!Array.isArray(value)) throw invalid(`${op} needs an array value.`);
    list = value;
  }
  if (field.path === null) {
    if (op === 'ARRAY_CONTAINS' || op === 'ARRAY_CONTAINS_ANY') {
      throw invalid(`${op} cannot be used on __name__.`);
    }
    if (!(LISTS.has(op) ? list : [value]).every((v) => v instanceof Reference)) {
      throw invalid('A filter on __name__ needs document references.');
    }
  }
  return { kind: 'compare', field, op: op as Comparison, value, list };
}

function parseUnary(message: NonNullable<FilterMessage['unaryFilter']>): Filter {
  const field = fieldKey(message.field?.fieldPath);
  if (message.op === undefined || message.op === 'OPERATOR_UNSPECIFIED') {
    throw invalid(`The filter on "${field.text}" has no operator.`);
  }
  return { kind: 'unary', field, op: message.op as UnaryTest };
}

function parseComposite(
  message: NonNullable<FilterMessage['compositeFilter']>,
  depth: number,
): Filter {
  const { op, filters = [] } = message;
  if (op !== 'AND' && op !== 'OR') throw invalid('A composite filter is neither AND nor OR.');
  if (filters.length === 0) throw invalid('A composite filter is empty.');
  const parts = filters.map((filter) => parseFilter(filter, depth + 1));
  return op === 'AND' ? { kind: 'and', filters: parts } : { kind: 'or', filters: parts };
}

export function parseFilter(message: FilterMessage, depth = 0): Filter {
  if (depth > 50) throw invalid('A filter is nested too deeply.');
  if (message.compositeFilter) return parseComposite(message.compositeFilter, depth);
  if (message.fieldFilter) return parseComparison(message.fieldFilter);
  if (message.unaryFilter) return parseUnary(message.unaryFilter);
  throw invalid('A filter says nothing.');
}
