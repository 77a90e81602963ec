import type { Value } from '../values/value.ts';

/** A field of a document, or its name where `path` is null. */
export interface FieldKey {
  readonly text: string;
  readonly path: readonly string[] | null;
}

export type Comparison =
  | 'LESS_THAN'
  | 'LESS_THAN_OR_EQUAL'
  | 'GREATER_THAN'
  | 'GREATER_THAN_OR_EQUAL'
  | 'EQUAL'
  | 'NOT_EQUAL'
  | 'ARRAY_CONTAINS'
  | 'IN'
  | 'ARRAY_CONTAINS_ANY'
  | 'NOT_IN';

export type UnaryTest = 'IS_NAN' | 'IS_NULL' | 'IS_NOT_NAN' | 'IS_NOT_NULL';

export type Condition =
  | {
      readonly kind: 'compare';
      readonly field: FieldKey;
      readonly op: Comparison;
      readonly value: Value;
      /** Elements of the value where the operator takes a list, else empty. */
      readonly list: readonly Value[];
    }
  | { readonly kind: 'unary'; readonly field: FieldKey; readonly op: UnaryTest };

export type Filter =
  | { readonly kind: 'and'; readonly filters: readonly Filter[] }
  | { readonly kind: 'or'; readonly filters: readonly Filter[] }
  | Condition;

export interface Order {
  readonly field: FieldKey;
  readonly descending: boolean;
}

export interface Cursor {
  readonly values: readonly Value[];
  /** Just before documents equal to the values, rather than just after. */
  readonly before: boolean;
}

/** A structured query, checked, with every implied order spelled out. */
export interface Query {
  /** The documents root or a document name. */
  readonly parent: string;
  /** Null for every collection. */
  readonly collectionId: string | null;
  readonly allDescendants: boolean;
  readonly filter: Filter | null;
  /** Orders as given, without the implied ones. */
  readonly explicitOrders: readonly Order[];
  readonly orders: readonly Order[];
  readonly startAt: Cursor | null;
  readonly endAt: Cursor | null;
  readonly offset: number;
  readonly limit: number | null;
  /** Paths to return; null for whole documents. */
  readonly select: readonly FieldKey[] | null;
  /** Equal for queries with equal results. */
  readonly key: string;
}

const INEQUALITIES = new Set<string>([
  'LESS_THAN',
  'LESS_THAN_OR_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_OR_EQUAL',
  'NOT_EQUAL',
  'NOT_IN',
  'IS_NOT_NAN',
  'IS_NOT_NULL',
]);

export const isInequality = (op: Comparison | UnaryTest): boolean => INEQUALITIES.has(op);

/** The single conditions of a filter, wherever they stand in it. */
export function conditionsOf(filter: Filter | null): Condition[] {
  if (!filter) return [];
  return filter.kind === 'and' || filter.kind === 'or'
    ? filter.filters.flatMap(conditionsOf)
    : [filter];
}
