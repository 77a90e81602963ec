import { compareValues, valuesEqual } from './compare-values.ts';
import { decideComparison } from './field-facts.ts';
import { itemsOf } from './library/list-methods.ts';
import { intOf } from './library/math-functions.ts';
import { limitedText } from './library/text-of.ts';
import {
  UNCERTAIN,
  failure,
  isDuration,
  isFailure,
  isMap,
  isNumber,
  isPartial,
  isTimestamp,
  isUncertain,
  ruleTypeName,
  type Failure,
  type Result,
  type RuleValue,
} from './rule-value.ts';
import type { BinaryOperator } from './syntax-tree.ts';

const mismatch = (operator: string, left: RuleValue, right: RuleValue): Failure =>
  failure(`'${operator}' cannot take ${ruleTypeName(left)} and ${ruleTypeName(right)}`);

/** Every operator but `&&` and `||`, which see their operands unevaluated. */
export function applyBinary(operator: BinaryOperator, left: Result, right: Result): Result {
  if (isFailure(left)) return left;
  if (isFailure(right)) return right;
  switch (operator) {
    case '==':
    case '!=':
      return applyEquality(operator, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return applyOrder(operator, left, right);
    case 'in':
      return applyIn(left, right);
    default:
      if (!isKnown(left) || !isKnown(right)) return UNCERTAIN;
      if (isNumber(left) && isNumber(right)) return applyArithmetic(operator, left, right);
      return applySum(operator, left, right);
  }
}

const isKnown = (value: RuleValue): boolean => !isUncertain(value) && !isPartial(value);

function applyEquality(operator: '==' | '!=', left: RuleValue, right: RuleValue): Result {
  if (isPartial(left) || isPartial(right)) {
    const other = isPartial(left) ? right : left;
    if (isUncertain(other) || isMap(other) || isPartial(other)) return UNCERTAIN;
    return operator === '!=';
  }
  if (isUncertain(left) || isUncertain(right)) {
    return decideComparison(operator, left, right) ?? UNCERTAIN;
  }
  return valuesEqual(left, right) === (operator === '==');
}

function applyOrder(operator: '<' | '<=' | '>' | '>=', left: RuleValue, right: RuleValue): Result {
  if (isUncertain(left) || isUncertain(right)) {
    return decideComparison(operator, left, right) ?? UNCERTAIN;
  }
  const order = compareValues(left, right);
  if (order === null) return mismatch(operator, left, right);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function applyIn(left: RuleValue, right: RuleValue): Result {
  if (isUncertain(right)) {
    const contains = right.facts?.contains ?? [];
    const isThere = isKnown(left) && contains.some((each) => valuesEqual(each, left));
    return isThere || UNCERTAIN;
  }
  if (isMap(right) || isPartial(right)) {
    if (!isKnown(left)) return UNCERTAIN;
    if (typeof left !== 'string') return mismatch('in', left, right);
    return right.entries.has(left) || (isPartial(right) ? UNCERTAIN : false);
  }
  const items = itemsOf(right);
  if (items === null) return isKnown(left) ? mismatch('in', left, right) : UNCERTAIN;
  if (isUncertain(left)) {
    const isElsewhere = items.every((item) => decideComparison('==', left, item) === false);
    return left.facts !== null && isElsewhere ? false : UNCERTAIN;
  }
  if (isPartial(left)) return UNCERTAIN;
  return items.some((item) => valuesEqual(item, left));
}

function applyArithmetic(
  operator: BinaryOperator,
  left: bigint | number,
  right: bigint | number,
): Result {
  if (typeof left === 'bigint' && typeof right === 'bigint') {
    if ((operator === '/' || operator === '%') && right === 0n) return failure('division by zero');
    if (operator === '+') return intOf(left + right);
    if (operator === '-') return intOf(left - right);
    if (operator === '*') return intOf(left * right);
    return intOf(operator === '/' ? left / right : left % right);
  }
  const [a, b] = [Number(left), Number(right)];
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === '/' ? a / b : a % b;
}

const MAX_NANOS = 253_402_300_800n * 1_000_000_000n;
const MIN_NANOS = -62_135_596_800n * 1_000_000_000n;

const instant = (nanos: bigint): Result =>
  nanos >= MIN_NANOS && nanos < MAX_NANOS
    ? { type: 'timestamp', nanos }
    : failure('the timestamp leaves the years 1 to 9999');

function applySum(operator: BinaryOperator, left: RuleValue, right: RuleValue): Result {
  const sign = operator === '-' ? -1n : 1n;
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') {
    return limitedText(left + right);
  }
  if (operator !== '+' && operator !== '-') return mismatch(operator, left, right);
  if (isTimestamp(left) && isDuration(right)) return instant(left.nanos + sign * right.nanos);
  if (isDuration(left) && isTimestamp(right) && operator === '+') {
    return instant(left.nanos + right.nanos);
  }
  const areBothInstants = isTimestamp(left) && isTimestamp(right) && operator === '-';
  if (areBothInstants) return { type: 'duration', nanos: left.nanos - right.nanos };
  if (isDuration(left) && isDuration(right)) {
    return { type: 'duration', nanos: left.nanos + sign * right.nanos };
  }
  return mismatch(operator, left, right);
}

/** `x is type`. */
export function applyTypeTest(value: RuleValue, typeName: string): Result {
  const fits = (actual: string): boolean =>
    actual === typeName || (typeName === 'number' && (actual === 'int' || actual === 'float'));
  if (!isUncertain(value)) return fits(ruleTypeName(value));
  const types = value.facts?.types ?? null;
  if (types === null || types.length === 0) return UNCERTAIN;
  if (types.every(fits)) return true;
  return types.some(fits) ? UNCERTAIN : false;
}

export function applyUnary(operator: '!' | '-', value: RuleValue): Result {
  if (!isKnown(value)) return UNCERTAIN;
  if (operator === '!') {
    return typeof value === 'boolean'
      ? !value
      : failure(`'!' needs a bool, got ${ruleTypeName(value)}`);
  }
  if (typeof value === 'bigint') return intOf(-value);
  if (typeof value === 'number') return -value;
  if (isDuration(value)) return { type: 'duration', nanos: -value.nanos };
  return failure(`'-' needs a number, got ${ruleTypeName(value)}`);
}
