import {
  UNCERTAIN,
  failure,
  isList,
  isMap,
  isPartial,
  isPath,
  isUncertain,
  ruleTypeName,
  type Result,
  type RuleValue,
} from './rule-value.ts';
import { textOf } from './library/text-of.ts';

/** `object.name`, and `object['name']` of maps. */
export function memberOf(object: RuleValue, name: string): Result {
  if (isUncertain(object)) return UNCERTAIN;
  if (isPartial(object)) {
    const value = object.entries.get(name);
    return value === undefined ? UNCERTAIN : value;
  }
  if (!isMap(object)) return failure(`${ruleTypeName(object)} has no property ${name}`);
  const value = object.entries.get(name);
  return value === undefined ? failure(`property ${name} is undefined on object`) : value;
}

/** What can be indexed by place: list items, characters, path segments. */
function sequenceOf(object: RuleValue): readonly RuleValue[] | null {
  if (isList(object)) return object;
  if (typeof object === 'string') return [...object];
  return isPath(object) ? object.segments : null;
}

export function indexOf(object: RuleValue, index: RuleValue): Result {
  if (isUncertain(object) || isUncertain(index) || isPartial(index)) return UNCERTAIN;
  if (isMap(object) || isPartial(object)) {
    if (typeof index === 'string') return memberOf(object, index);
    return failure(`a map has no key of type ${ruleTypeName(index)}`);
  }
  const items = sequenceOf(object);
  if (items === null) return failure(`${ruleTypeName(object)} cannot be indexed`);
  if (typeof index !== 'bigint') return failure(`an index is an int, got ${ruleTypeName(index)}`);
  const item = index < 0n || index >= items.length ? undefined : items[Number(index)];
  return item === undefined ? failure(`index ${index} is out of range`) : item;
}

/** `object[from:to]`, the end excluded. */
export function rangeOf(object: RuleValue, from: RuleValue, to: RuleValue): Result {
  if ([object, from, to].some((each) => isUncertain(each) || isPartial(each))) return UNCERTAIN;
  const items = sequenceOf(object);
  if (items === null) return failure(`${ruleTypeName(object)} has no ranges`);
  if (typeof from !== 'bigint' || typeof to !== 'bigint')
    return failure('a range goes from int to int');
  if (from < 0n || to < from || to > items.length) {
    return failure(`range ${from}:${to} is out of bounds`);
  }
  const [start, end] = [Number(from), Number(to)];
  if (isList(object)) return object.slice(start, end);
  if (isPath(object)) return { type: 'path', segments: object.segments.slice(start, end) };
  return [...items].slice(start, end).map(textOf).join('');
}
