import type { Filter } from './query/query.ts';
import type { WireFilter } from './rules/index.ts';
import { valueToJson } from './values/value-json.ts';

/** A filter in the form in which the rules take it. */
export function ruleFilter(filter: Filter): WireFilter {
  if (filter.kind === 'and' || filter.kind === 'or') {
    const op = filter.kind === 'and' ? 'AND' : 'OR';
    return { compositeFilter: { op, filters: filter.filters.map(ruleFilter) } };
  }
  const field = { fieldPath: filter.field.text };
  return filter.kind === 'unary'
    ? { unaryFilter: { field, op: filter.op } }
    : { fieldFilter: { field, op: filter.op, value: valueToJson(filter.value) } };
}
