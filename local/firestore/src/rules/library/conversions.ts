import { failure, type Result, type RuleValue } from '../rule-value.ts';
import { describeValue, textOf } from './text-of.ts';
import { libraryFunction, wrongArgument, type FunctionTable } from './library-function.ts';
import { intOf } from './math-functions.ts';

const cannot = (value: RuleValue | undefined, type: string): Result =>
  failure(`${type}() cannot convert ${describeValue(value ?? null)}`);

/** `int('5')`, `string(true)` …; `debug(x)` is x. */
export const conversions: FunctionTable = {
  bool: libraryFunction(1, ([value]) => {
    if (typeof value === 'boolean') return value;
    if (value === 'true') return true;
    return value === 'false' ? false : cannot(value, 'bool');
  }),
  int: libraryFunction(1, ([value]) => {
    if (typeof value === 'bigint') return value;
    if (typeof value === 'number') return intOf(Math.trunc(value));
    if (typeof value === 'string' && /^[+-]?\d{1,20}$/.test(value)) {
      return intOf(BigInt(value.replace('+', '')));
    }
    return cannot(value, 'int');
  }),
  float: libraryFunction(1, ([value]) => {
    if (typeof value === 'bigint' || typeof value === 'number') return Number(value);
    if (typeof value === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) {
      return Number(value);
    }
    return cannot(value, 'float');
  }),
  string: libraryFunction(1, ([value]) => textOf(value ?? null) ?? cannot(value, 'string')),
  path: libraryFunction(1, ([value]) => {
    if (typeof value !== 'string') return wrongArgument('path', 'a string');
    return { type: 'path', segments: value.split('/').filter((segment) => segment !== '') };
  }),
  debug: libraryFunction(1, ([value]) => value ?? null),
};
