import { ruleTypeName, type RuleTypeName, type RuleValue } from '../rule-value.ts';
import { conversions } from './conversions.ts';
import { hashingFunctions } from './hashing-functions.ts';
import {
  durationFunctions,
  durationMethods,
  timestampFunctions,
  timestampMethods,
} from './instant-methods.ts';
import type { FunctionTable, LibraryFunction, LibraryMethod } from './library-function.ts';
import { listMethods, setMethods } from './list-methods.ts';
import { mapDiffMethods, mapMethods } from './map-methods.ts';
import { mathFunctions } from './math-functions.ts';
import { bytesMethods, latLngFunctions, latLngMethods, pathMethods } from './place-methods.ts';
import { stringMethods } from './string-methods.ts';

const NAMESPACES: Readonly<Record<string, FunctionTable>> = {
  math: mathFunctions,
  hashing: hashingFunctions,
  latlng: latLngFunctions,
  timestamp: timestampFunctions,
  duration: durationFunctions,
};

type AnyMethods = Readonly<Record<string, LibraryMethod<never>>>;

const METHODS: Readonly<Partial<Record<RuleTypeName, AnyMethods>>> = {
  string: stringMethods,
  list: listMethods,
  set: setMethods,
  map: mapMethods,
  map_diff: mapDiffMethods,
  bytes: bytesMethods,
  timestamp: timestampMethods,
  duration: durationMethods,
  latlng: latLngMethods,
  path: pathMethods,
};

const own = <T>(table: Readonly<Record<string, T>>, name: string): T | null =>
  Object.hasOwn(table, name) ? (table[name] ?? null) : null;

export const isNamespace = (name: string): boolean => Object.hasOwn(NAMESPACES, name);

export const namespaceFunction = (namespace: string, name: string): LibraryFunction | null => {
  const table = own(NAMESPACES, namespace);
  return table && own(table, name);
};

export const globalFunction = (name: string): LibraryFunction | null => own(conversions, name);

/** The method of a value's type, bound to the value. */
export function methodOf(value: RuleValue, name: string): LibraryFunction | null {
  const found = own(METHODS[ruleTypeName(value)] ?? {}, name);
  // The table is chosen by the value's own type, which is what `self` asks for.
  return found && { arity: found.arity, call: (args) => found.call(value as never, args) };
}

/** The numbers of arguments with which any type knows the method; empty when none does. */
export const aritiesOfMethod = (name: string): (readonly [number, number])[] =>
  Object.values(METHODS).flatMap((table) => {
    const found = own(table, name);
    return found === null ? [] : [found.arity];
  });
