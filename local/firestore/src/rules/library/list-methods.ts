import { failure, isList, ruleTypeName, type RuleSet, type RuleValue } from '../rule-value.ts';
import { valueKey } from '../value-key.ts';
import { method, wrongArgument, type LibraryMethod, type MethodTable } from './library-function.ts';
import { limitedText, textOf } from './text-of.ts';

type Items = readonly RuleValue[];

/** Far above what a document holds; keeps rules that grow lists from filling the memory. */
const MAX_ITEMS = 200_000;

const keysOf = (items: Items): Set<string | null> => new Set(items.map(valueKey));

const has = (keys: ReadonlySet<string | null>, value: RuleValue): boolean => {
  const key = valueKey(value);
  return key !== null && keys.has(key);
};

/** The items of a list or a set; null for anything else. */
export function itemsOf(value: RuleValue | undefined): Items | null {
  if (value === undefined || value === null) return null;
  if (isList(value)) return value;
  return typeof value === 'object' && value.type === 'set' ? value.items : null;
}

function setOf(items: Items): RuleSet {
  const seen = new Set<string>();
  const distinct = items.filter((item) => {
    const key = valueKey(item);
    if (key === null) return true;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { type: 'set', items: distinct };
}

const compareItems =
  (name: string, decide: (self: Items, other: Items) => RuleValue) =>
  <T>(itemsOfSelf: (self: T) => Items): LibraryMethod<T> =>
    method(1, (self, [argument]) => {
      const other = itemsOf(argument);
      if (other === null) return wrongArgument(name, 'a list or a set');
      return decide(itemsOfSelf(self), other);
    });

const hasAll = compareItems('hasAll', (self, other) => {
  const keys = keysOf(self);
  return other.every((item) => has(keys, item));
});
const hasAny = compareItems('hasAny', (self, other) => {
  const keys = keysOf(self);
  return other.some((item) => has(keys, item));
});
const hasOnly = compareItems('hasOnly', (self, other) => {
  const keys = keysOf(other);
  return self.every((item) => has(keys, item));
});
const without = (self: Items, other: Items): Items => {
  const keys = keysOf(other);
  return self.filter((item) => !has(keys, item));
};

const asList = (self: Items): Items => self;
const asItems = (self: RuleSet): Items => self.items;

export const listMethods: MethodTable<Items> = {
  size: method(0, (self) => BigInt(self.length)),
  hasAll: hasAll(asList),
  hasAny: hasAny(asList),
  hasOnly: hasOnly(asList),
  removeAll: compareItems('removeAll', without)(asList),
  concat: method(1, (self, [argument]) => {
    const other = itemsOf(argument);
    if (other === null) return wrongArgument('concat', 'a list or a set');
    if (self.length + other.length > MAX_ITEMS) return failure('concat makes too long a list');
    return [...self, ...other];
  }),
  toSet: method(0, setOf),
  join: method(1, (self, [separator]) => {
    if (typeof separator !== 'string') return wrongArgument('join', 'a string to put between');
    const texts: string[] = [];
    for (const item of self) {
      const text = textOf(item);
      if (text === null) return failure(`join cannot write a ${ruleTypeName(item)} as text`);
      texts.push(text);
    }
    return limitedText(texts.join(separator));
  }),
};

export const setMethods: MethodTable<RuleSet> = {
  size: method(0, (self) => BigInt(self.items.length)),
  hasAll: hasAll(asItems),
  hasAny: hasAny(asItems),
  hasOnly: hasOnly(asItems),
  difference: compareItems('difference', (self, other) => setOf(without(self, other)))(asItems),
  intersection: compareItems('intersection', (self, other) => {
    const keys = keysOf(other);
    return setOf(self.filter((item) => has(keys, item)));
  })(asItems),
  union: compareItems('union', (self, other) => setOf([...self, ...other]))(asItems),
};
