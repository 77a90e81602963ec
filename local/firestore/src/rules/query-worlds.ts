import { NO_FACTS, type Bound, type FieldFacts } from './field-facts.ts';
import { fieldPathSegments } from './field-path.ts';
import { ruleValueFromWire } from './rule-value-from-wire.ts';
import {
  isMap,
  isList,
  isPath,
  ruleTypeName,
  type PartialMap,
  type RuleTypeName,
  type RuleValue,
} from './rule-value.ts';
import type { QueryShape, WireFilter } from './rule-request.ts';

/**
 * One way a result of a query can look. The worlds of a query together cover every document it can
 * ever return, so what holds in each of them holds for every result.
 */
export interface World {
  fields: PartialMap;
  /** Relative path of the document when a filter on its name fixes it. */
  path: string | null;
}

/** Beyond this the remaining alternatives are forgotten, which only makes more of a result unsure. */
const MAX_WORLDS = 200;
const NAME = '__name__';

type Known = { field: string } & ({ value: RuleValue } | { facts: FieldFacts });
type Conjunction = readonly Known[];

export function queryWorlds(
  filter: WireFilter | null,
  orderBy: QueryShape['orderBy'],
): readonly World[] {
  const ordered: Conjunction = orderBy
    .filter(({ field }) => field !== NAME)
    .map(({ field }) => ({ field, facts: NO_FACTS }));
  const alternatives = filter === null ? [] : alternativesOf(filter);
  // Without a world every rule would hold of all of them.
  const covering = alternatives.length === 0 ? [[]] : alternatives;
  return covering.map((promises) => worldOf([...promises, ...ordered]));
}

/** Disjunctive normal form: the filter holds only if one of the conjunctions does. */
function alternativesOf(filter: WireFilter): readonly Conjunction[] {
  const { compositeFilter, fieldFilter, unaryFilter } = filter;
  if (compositeFilter !== undefined) {
    const parts = (compositeFilter.filters ?? []).map(alternativesOf);
    if (compositeFilter.op === 'OR') {
      const all = parts.flat();
      return all.length === 0 || all.length > MAX_WORLDS ? [[]] : all;
    }
    let product: readonly Conjunction[] = [[]];
    for (const part of parts) {
      if (product.length * part.length > MAX_WORLDS) continue;
      product = product.flatMap((left) => part.map((right) => [...left, ...right]));
    }
    return product;
  }
  const field = (fieldFilter ?? unaryFilter)?.field?.fieldPath;
  if (field === undefined) return [[]];
  if (unaryFilter !== undefined) return unaryAlternatives(field, unaryFilter.op);
  if (fieldFilter?.value === undefined) return [[]];
  return fieldAlternatives(field, fieldFilter.op, ruleValueFromWire(fieldFilter.value));
}

const factsOf = (field: string, facts: Partial<FieldFacts>): Conjunction => [
  { field, facts: { ...NO_FACTS, ...facts } },
];

function unaryAlternatives(field: string, op: string | undefined): readonly Conjunction[] {
  if (op === 'IS_NULL') return [[{ field, value: null }]];
  if (op === 'IS_NAN') return [[{ field, value: NaN }]];
  return [factsOf(field, op === 'IS_NOT_NULL' ? { excluded: [null] } : {})];
}

function fieldAlternatives(
  field: string,
  op: string | undefined,
  value: RuleValue,
): readonly Conjunction[] {
  const isName = field === NAME;
  const each = isList(value) ? value : [];
  switch (op) {
    case 'EQUAL':
      return equalAlternatives(field, value);
    case 'IN': {
      const all = each.flatMap((item) => equalAlternatives(field, item));
      return all.length > MAX_WORLDS || all.length === 0 ? [factsOf(field, {})] : all;
    }
    case 'ARRAY_CONTAINS':
      return [factsOf(field, { types: ['list'], contains: [value] })];
    case 'ARRAY_CONTAINS_ANY':
      return each.map((item) => factsOf(field, { types: ['list'], contains: [item] }));
    case 'NOT_EQUAL':
      return [factsOf(field, { excluded: excludable([value]) })];
    case 'NOT_IN':
      return [factsOf(field, { excluded: excludable(each) })];
    case 'LESS_THAN':
    case 'LESS_THAN_OR_EQUAL':
      return isName ? [[]] : [factsOf(field, rangeFacts('upper', value, op !== 'LESS_THAN'))];
    case 'GREATER_THAN':
    case 'GREATER_THAN_OR_EQUAL':
      return isName ? [[]] : [factsOf(field, rangeFacts('lower', value, op !== 'GREATER_THAN'))];
    default:
      return [[]];
  }
}

const typesLike = (value: RuleValue): readonly RuleTypeName[] =>
  typeof value === 'bigint' || typeof value === 'number' ? ['int', 'float'] : [ruleTypeName(value)];

/** A range matches values of its own type only. Nothing is known of a range up to NaN. */
function rangeFacts(side: 'lower' | 'upper', value: RuleValue, inclusive: boolean) {
  const bound: Bound | null = Number.isNaN(value) ? null : { value, inclusive };
  return { types: typesLike(value), [side]: bound };
}

/**
 * The values that a filter for equality lets through: Firestore finds 5.0 for 5 and -0.0 for 0, which
 * rules can tell apart. Where the ways are too many only the type is kept.
 */
function equalAlternatives(field: string, value: RuleValue): readonly Conjunction[] {
  if (typeof value === 'bigint' || typeof value === 'number') {
    return numbersEqualTo(value).map((number) => [{ field, value: number }]);
  }
  return holdsNumbers(value) ? [factsOf(field, { types: typesLike(value) })] : [[{ field, value }]];
}

function numbersEqualTo(value: bigint | number): RuleValue[] {
  if (typeof value === 'number' && !Number.isInteger(value)) return [value];
  const whole = BigInt(value);
  const found: RuleValue[] = [];
  if (whole >= -(2n ** 63n) && whole < 2n ** 63n) found.push(whole);
  if (BigInt(Number(whole)) === whole) found.push(Number(whole));
  if (whole === 0n) found.push(-0);
  return found;
}

function holdsNumbers(value: RuleValue): boolean {
  if (typeof value === 'bigint' || typeof value === 'number') return true;
  if (isList(value)) return value.some(holdsNumbers);
  if (isMap(value)) return [...value.entries.values()].some(holdsNumbers);
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'latlng';
}

/** Plain values, of which Firestore and the rules certainly mean the same by equal. */
const excludable = (values: readonly RuleValue[]): readonly RuleValue[] =>
  values.filter((value) => typeof value !== 'object' || value === null);

interface FieldNode {
  value: RuleValue | undefined;
  facts: FieldFacts | null;
  inside: Map<string, FieldNode>;
}

const newNode = (): FieldNode => ({ value: undefined, facts: null, inside: new Map() });

function worldOf(promises: Conjunction): World {
  const root = newNode();
  let path: string | null = null;
  for (const promise of promises) {
    if (promise.field === NAME) {
      if ('value' in promise) path ??= relativePath(promise.value);
      continue;
    }
    let node = root;
    for (const segment of fieldPathSegments(promise.field)) {
      const next = node.inside.get(segment) ?? newNode();
      node.inside.set(segment, next);
      node = next;
    }
    if ('value' in promise) node.value ??= promise.value;
    else node.facts = node.facts === null ? promise.facts : combine(node.facts, promise.facts);
  }
  return { fields: { type: 'partial', entries: entriesOf(root) }, path };
}

const entriesOf = (node: FieldNode): Map<string, RuleValue> =>
  new Map([...node.inside].map(([name, each]) => [name, valueOf(each)]));

function valueOf(node: FieldNode): RuleValue {
  if (node.value !== undefined) return node.value;
  if (node.inside.size > 0) return { type: 'partial', entries: entriesOf(node) };
  return { type: 'uncertain', facts: node.facts };
}

const combine = (one: FieldFacts, other: FieldFacts): FieldFacts => ({
  types: one.types ?? other.types,
  lower: one.lower ?? other.lower,
  upper: one.upper ?? other.upper,
  excluded: [...one.excluded, ...other.excluded],
  contains: [...one.contains, ...other.contains],
});

function relativePath(value: RuleValue): string | null {
  if (!isPath(value)) return null;
  const at = value.segments.indexOf('documents');
  const segments = value.segments.slice(at + 1);
  return at < 0 || segments.length === 0 ? null : segments.join('/');
}
