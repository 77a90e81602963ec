import { invalid } from '../status.ts';
import { conditionsOf, isInequality } from './query.ts';
import type { Condition, Filter } from './query.ts';

const MAX_DISJUNCTIONS = 30;
const MAX_NOT_IN = 10;
const MAX_INEQUALITY_FIELDS = 10;

/** How many conjunctions the filter has in disjunctive normal form; IN counts as an OR. */
function disjunctions(filter: Filter): number {
  switch (filter.kind) {
    case 'unary':
      return 1;
    case 'compare':
      return filter.op === 'IN' || filter.op === 'ARRAY_CONTAINS_ANY' ? filter.list.length : 1;
    case 'or':
      return filter.filters.reduce((sum, part) => sum + disjunctions(part), 0);
    case 'and':
      return filter.filters.reduce((product, part) => product * disjunctions(part), 1);
  }
}

/** Most array filters that stand in one conjunction. */
function arrayFilters(filter: Filter): number {
  switch (filter.kind) {
    case 'unary':
      return 0;
    case 'compare':
      return filter.op === 'ARRAY_CONTAINS' || filter.op === 'ARRAY_CONTAINS_ANY' ? 1 : 0;
    case 'or':
      return Math.max(...filter.filters.map(arrayFilters));
    case 'and':
      return filter.filters.reduce((sum, part) => sum + arrayFilters(part), 0);
  }
}

function checkNotIn(filter: Filter, conditions: readonly Condition[]): void {
  const notIn = conditions.filter((c) => c.op === 'NOT_IN');
  const list = notIn[0]?.kind === 'compare' ? notIn[0].list : [];
  if (notIn.length === 0) return;
  if (list.length > MAX_NOT_IN) throw invalid(`NOT_IN supports up to ${MAX_NOT_IN} values.`);
  const others = conditions.filter(
    (c) => c.op === 'IN' || c.op === 'ARRAY_CONTAINS_ANY' || c.op === 'NOT_EQUAL',
  );
  const hasOr = (part: Filter): boolean =>
    part.kind === 'or' || (part.kind === 'and' && part.filters.some(hasOr));
  if (notIn.length > 1 || others.length > 0 || hasOr(filter)) {
    throw invalid(
      'NOT_IN cannot be combined with NOT_IN, NOT_EQUAL, IN, ARRAY_CONTAINS_ANY or OR.',
    );
  }
}

/** Refuses the combinations that Firestore refuses. */
export function checkFilter(filter: Filter): void {
  const conditions = conditionsOf(filter);
  for (const condition of conditions) {
    if (condition.kind !== 'compare') continue;
    const takesList = ['IN', 'NOT_IN', 'ARRAY_CONTAINS_ANY'].includes(condition.op);
    if (takesList && condition.list.length === 0) {
      throw invalid(`${condition.op} needs a non-empty array.`);
    }
  }
  checkNotIn(filter, conditions);
  if (conditions.filter((c) => c.op === 'NOT_EQUAL').length > 1) {
    throw invalid('A query can have only one NOT_EQUAL filter.');
  }
  if (disjunctions(filter) > MAX_DISJUNCTIONS) {
    throw invalid(`A query supports up to ${MAX_DISJUNCTIONS} disjunctions.`);
  }
  if (arrayFilters(filter) > 1) {
    throw invalid('A query supports one ARRAY_CONTAINS or ARRAY_CONTAINS_ANY per disjunction.');
  }
  const ranged = new Set(conditions.filter((c) => isInequality(c.op)).map((c) => c.field.text));
  if (ranged.size > MAX_INEQUALITY_FIELDS) {
    throw invalid(`A query supports inequalities on up to ${MAX_INEQUALITY_FIELDS} fields.`);
  }
}
