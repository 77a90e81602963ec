import { failure, isNumber, type Result, type RuleValue } from '../rule-value.ts';
import { libraryFunction, wrongArgument, type FunctionTable } from './library-function.ts';

const INT_LIMIT = 2n ** 63n;

/** A whole number as `int`; not one when it does not fit 64 bits. */
export function intOf(value: number | bigint): Result {
  if (typeof value === 'number' && !Number.isFinite(value)) return failure(`${value} is no int`);
  const int = BigInt(value);
  return int >= -INT_LIMIT && int < INT_LIMIT ? int : failure(`${int} does not fit into an int`);
}

const ofNumber = (name: string, compute: (value: number | bigint) => Result) =>
  libraryFunction(1, ([value = null]: readonly RuleValue[]) =>
    isNumber(value) ? compute(value) : wrongArgument(`math.${name}`, 'a number'),
  );

const rounding = (name: string, round: (value: number) => number) =>
  ofNumber(name, (value) => intOf(typeof value === 'bigint' ? value : round(value)));

export const mathFunctions: FunctionTable = {
  abs: ofNumber('abs', (value) => {
    if (typeof value === 'bigint') return intOf(value < 0n ? -value : value);
    return Math.abs(value);
  }),
  ceil: rounding('ceil', Math.ceil),
  floor: rounding('floor', Math.floor),
  round: rounding('round', Math.round),
  sqrt: ofNumber('sqrt', (value) => Math.sqrt(Number(value))),
  isInfinite: ofNumber(
    'isInfinite',
    (value) => typeof value === 'number' && Math.abs(value) === Infinity,
  ),
  isNaN: ofNumber('isNaN', (value) => Number.isNaN(value)),
  pow: libraryFunction(2, ([base = null, exponent = null]) =>
    isNumber(base) && isNumber(exponent)
      ? Number(base) ** Number(exponent)
      : wrongArgument('math.pow', 'two numbers'),
  ),
};
