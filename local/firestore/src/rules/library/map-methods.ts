import { valuesEqual } from '../compare-values.ts';
import {
  failure,
  isList,
  isMap,
  type Result,
  type RuleMap,
  type RuleMapDiff,
  type RuleSet,
  type RuleValue,
} from '../rule-value.ts';
import { method, wrongArgument, type MethodTable } from './library-function.ts';

/** `get(key, default)` with a key or a list of keys that leads into nested maps. */
function getOr(self: RuleMap, key: RuleValue | undefined, fallback: RuleValue): Result {
  if (typeof key === 'string') {
    const value = self.entries.get(key);
    return value === undefined ? fallback : value;
  }
  if (key === undefined || !isList(key) || key.length === 0) {
    return wrongArgument('get', 'a key or a list of keys');
  }
  let current: RuleValue = self;
  for (const each of key) {
    if (typeof each !== 'string') return wrongArgument('get', 'strings as keys');
    if (!isMap(current)) return fallback;
    const next: RuleValue | undefined = current.entries.get(each);
    if (next === undefined) return fallback;
    current = next;
  }
  return current;
}

export const mapMethods: MethodTable<RuleMap> = {
  size: method(0, (self) => BigInt(self.entries.size)),
  keys: method(0, (self) => [...self.entries.keys()]),
  values: method(0, (self) => [...self.entries.values()]),
  get: method(2, (self, [key, fallback]) => getOr(self, key, fallback ?? null)),
  diff: method(1, (self, [other]) =>
    other !== undefined && isMap(other)
      ? { type: 'map_diff', before: other, after: self }
      : failure('diff needs a map'),
  ),
};

type Change = 'added' | 'removed' | 'changed' | 'unchanged';

function changeOf({ before, after }: RuleMapDiff, key: string): Change {
  const [old, now] = [before.entries.get(key), after.entries.get(key)];
  if (old === undefined) return 'added';
  if (now === undefined) return 'removed';
  return valuesEqual(old, now) ? 'unchanged' : 'changed';
}

const keysWith = (...changes: Change[]) =>
  method<RuleMapDiff>(0, (self): RuleSet => {
    const keys = new Set([...self.after.entries.keys(), ...self.before.entries.keys()]);
    return { type: 'set', items: [...keys].filter((key) => changes.includes(changeOf(self, key))) };
  });

/** `after.diff(before)`: added is what only `after` has. */
export const mapDiffMethods: MethodTable<RuleMapDiff> = {
  addedKeys: keysWith('added'),
  removedKeys: keysWith('removed'),
  changedKeys: keysWith('changed'),
  unchangedKeys: keysWith('unchanged'),
  affectedKeys: keysWith('added', 'removed', 'changed'),
};
