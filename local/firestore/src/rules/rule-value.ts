import type { FieldFacts } from './field-facts.ts';

export interface RuleMap {
  type: 'map';
  entries: ReadonlyMap<string, RuleValue>;
}
export interface RuleSet {
  type: 'set';
  items: readonly RuleValue[];
}
export interface RuleBytes {
  type: 'bytes';
  bytes: Uint8Array;
}
/** An instant in nanoseconds since 1970, exact. */
export interface RuleTimestamp {
  type: 'timestamp';
  nanos: bigint;
}
export interface RuleDuration {
  type: 'duration';
  nanos: bigint;
}
export interface RuleLatLng {
  type: 'latlng';
  latitude: number;
  longitude: number;
}
export interface RulePath {
  type: 'path';
  segments: readonly string[];
}
export interface RuleMapDiff {
  type: 'map_diff';
  before: RuleMap;
  after: RuleMap;
}
/**
 * While a query is judged: a value that differs from document to document. `facts` is what is
 * certain about it; null means that there may be no value at all, but a failure.
 */
export interface Uncertain {
  type: 'uncertain';
  facts: FieldFacts | null;
}
/** While a query is judged: a map of which only some keys are known. */
export interface PartialMap {
  type: 'partial';
  entries: ReadonlyMap<string, RuleValue>;
}
/** An expression that has no value. `&&` and `||` may absorb it; anything else hands it on. */
export interface Failure {
  type: 'failure';
  message: string;
}

/** `int` is a bigint, `float` a number: they are distinct types that compare by value. */
export type RuleValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | readonly RuleValue[]
  | RuleMap
  | RuleSet
  | RuleBytes
  | RuleTimestamp
  | RuleDuration
  | RuleLatLng
  | RulePath
  | RuleMapDiff
  | Uncertain
  | PartialMap;

export type Result = RuleValue | Failure;

export type RuleTypeName =
  | 'null'
  | 'bool'
  | 'int'
  | 'float'
  | 'string'
  | 'list'
  | 'map'
  | 'set'
  | 'bytes'
  | 'timestamp'
  | 'duration'
  | 'latlng'
  | 'path'
  | 'map_diff'
  | 'uncertain';

export const UNCERTAIN: Uncertain = { type: 'uncertain', facts: null };

/** A value of which only the type is certain. */
export const someValue = (type: RuleTypeName): Uncertain => ({
  type: 'uncertain',
  facts: { types: [type], lower: null, upper: null, excluded: [], contains: [] },
});

export const failure = (message: string): Failure => ({ type: 'failure', message });

const isTagged = (value: Result): value is Exclude<Result, null | readonly RuleValue[]> & object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Result): value is readonly RuleValue[] => Array.isArray(value);

export const isFailure = (value: Result): value is Failure =>
  isTagged(value) && value.type === 'failure';

export const isUncertain = (value: Result): value is Uncertain =>
  isTagged(value) && value.type === 'uncertain';

export const isPartial = (value: Result): value is PartialMap =>
  isTagged(value) && value.type === 'partial';

export const isMap = (value: Result): value is RuleMap => isTagged(value) && value.type === 'map';

export const isPath = (value: Result): value is RulePath =>
  isTagged(value) && value.type === 'path';

export const isTimestamp = (value: Result): value is RuleTimestamp =>
  isTagged(value) && value.type === 'timestamp';

export const isDuration = (value: Result): value is RuleDuration =>
  isTagged(value) && value.type === 'duration';

export const isNumber = (value: Result): value is bigint | number =>
  typeof value === 'bigint' || typeof value === 'number';

/** The value's name in the rules language, as `is` and messages use it. */
export function ruleTypeName(value: RuleValue): RuleTypeName {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'float';
  if (typeof value === 'string') return 'string';
  if (isList(value)) return 'list';
  return value.type === 'partial' ? 'map' : value.type;
}

export const mapOf = (entries: Iterable<readonly [string, RuleValue]>): RuleMap => ({
  type: 'map',
  entries: new Map(entries),
});
