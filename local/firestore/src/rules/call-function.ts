import { valuesEqual } from './compare-values.ts';
import { itemsOf } from './library/list-methods.ts';
import { globalFunction, methodOf, namespaceFunction } from './library/library.ts';
import type { LibraryFunction } from './library/library-function.ts';
import type { RequestRun } from './request-run.ts';
import type { RuleDocument } from './rule-request.ts';
import { mapFromWire } from './rule-value-from-wire.ts';
import {
  UNCERTAIN,
  failure,
  isList,
  isMap,
  isPartial,
  isPath,
  isUncertain,
  mapOf,
  ruleTypeName,
  type PartialMap,
  type Result,
  type RuleMap,
  type RuleValue,
  type Uncertain,
} from './rule-value.ts';

const isUnsure = (value: RuleValue): boolean => isUncertain(value) || isPartial(value);

function callLibrary(name: string, found: LibraryFunction, args: readonly RuleValue[]): Result {
  const [min, max] = found.arity;
  if (args.length < min || args.length > max) {
    return failure(`${name} does not take ${args.length} arguments here`);
  }
  return found.call(args);
}

/** A method called on a value. */
export function callMethod(object: RuleValue, name: string, args: readonly RuleValue[]): Result {
  if (isPartial(object) && name === 'get') return getFromPartial(object, args);
  if (isUncertain(object)) return callOnUncertain(object, name, args);
  if (isPartial(object) || args.some(isUnsure)) return UNCERTAIN;
  const found = methodOf(object, name);
  if (found === null) return failure(`${ruleTypeName(object)} has no function ${name}`);
  return callLibrary(name, found, args);
}

/** A list of which some items are certain can already answer `hasAny` and `hasAll` with yes. */
function callOnUncertain(object: Uncertain, name: string, args: readonly RuleValue[]): Result {
  const contains = object.facts?.contains ?? [];
  const wanted = args.length === 1 && contains.length > 0 ? itemsOf(args[0]) : null;
  if (wanted === null) return UNCERTAIN;
  const isThere = (item: RuleValue): boolean => contains.some((each) => valuesEqual(each, item));
  if (name === 'hasAny') return wanted.some(isThere) || UNCERTAIN;
  if (name === 'hasAll') return wanted.every(isThere) || UNCERTAIN;
  return UNCERTAIN;
}

function getFromPartial(object: PartialMap, args: readonly RuleValue[]): Result {
  const [key = null, fallback = null] = args;
  if (args.length !== 2 || args.some(isUnsure)) return UNCERTAIN;
  const keys = isList(key) ? key : [key];
  let current: RuleValue = object;
  for (const each of keys) {
    if (typeof each !== 'string') return UNCERTAIN;
    if (!isPartial(current) && !isMap(current)) return isUncertain(current) ? UNCERTAIN : fallback;
    const next: RuleValue | undefined = current.entries.get(each);
    if (next === undefined) return isPartial(current) ? UNCERTAIN : fallback;
    current = next;
  }
  return keys.length === 0 ? UNCERTAIN : current;
}

export function callNamespace(namespace: string, name: string, args: readonly RuleValue[]): Result {
  const found = namespaceFunction(namespace, name);
  if (found === null) return failure(`unknown function ${namespace}.${name}`);
  return args.some(isUnsure) ? UNCERTAIN : callLibrary(name, found, args);
}

/** `get`, `exists` and their kin, then conversions. */
export function callGlobal(run: RequestRun, name: string, args: readonly RuleValue[]): Result {
  const [argument = null] = args;
  if (name === 'debug') return argument;
  if (args.some(isUnsure)) return UNCERTAIN;
  const found = globalFunction(name);
  if (found !== null) return callLibrary(name, found, args);
  if (!isPath(argument)) return failure(`${name} needs a path, got ${ruleTypeName(argument)}`);
  const outcome = run.read(argument.segments, name.endsWith('After'));
  if (outcome !== null && 'message' in outcome) return outcome;
  if (name.startsWith('exists')) return outcome !== null;
  return outcome === null ? null : resourceOf(outcome, run.database);
}

/** A document as the rules see it. */
export const resourceOf = (document: RuleDocument, database: string): RuleMap => {
  const segments = document.path.split('/');
  return mapOf([
    ['data', mapFromWire(document.fields)],
    ['id', segments.at(-1) ?? ''],
    ['__name__', { type: 'path', segments: ['databases', database, 'documents', ...segments] }],
  ]);
};
