import { isInequality } from '../query/query.ts';
import type { Condition, Filter, Order, Query } from '../query/query.ts';
import type { QueryScope } from './index-definitions.ts';

/** What one conjunction of a query asks of indexes. */
export interface IndexNeed {
  readonly collectionGroup: string;
  readonly scope: QueryScope;
  /** Fields compared for equality; any order of them will do. */
  readonly equal: ReadonlySet<string>;
  /** Fields searched for array members. */
  readonly contained: ReadonlySet<string>;
  /** Sorted or ranged fields, in order, without the document name. */
  readonly sorted: readonly Order[];
  readonly nameDescending: boolean;
}

function conjunctions(filter: Filter | null): Condition[][] {
  if (!filter) return [[]];
  if (filter.kind === 'or') return filter.filters.flatMap(conjunctions);
  if (filter.kind !== 'and') return [[filter]];
  return filter.filters.reduce<Condition[][]>(
    (products, part) =>
      products.flatMap((left) => conjunctions(part).map((right) => [...left, ...right])),
    [[]],
  );
}

function needOf(
  query: Query,
  collectionGroup: string,
  conditions: readonly Condition[],
): IndexNeed {
  const equal = new Set<string>();
  const contained = new Set<string>();
  for (const { field, op } of conditions) {
    if (field.path === null || isInequality(op)) continue;
    if (op === 'ARRAY_CONTAINS' || op === 'ARRAY_CONTAINS_ANY') contained.add(field.text);
    else equal.add(field.text);
  }
  return {
    collectionGroup,
    scope: query.allDescendants ? 'COLLECTION_GROUP' : 'COLLECTION',
    equal,
    contained,
    // A field that equals one value sorts nothing.
    sorted: query.orders.filter(({ field }) => field.path !== null && !equal.has(field.text)),
    nameDescending: query.orders.at(-1)?.descending ?? false,
  };
}

/** One need for each alternative of the query; none for queries over every collection. */
export function indexNeeds(query: Query): IndexNeed[] {
  const { collectionId } = query;
  if (collectionId === null) return [];
  return conjunctions(query.filter).map((conditions) => needOf(query, collectionId, conditions));
}
