import { isDuration, isNumber, isTimestamp, type RuleValue } from './rule-value.ts';
import { valueKey } from './value-key.ts';

/** `==` of the rules language: numbers by value whatever their type, other types never mixed. */
export function valuesEqual(left: RuleValue, right: RuleValue): boolean {
  if (isNumber(left) && isNumber(right))
    return !(left < right || left > right) && !isNaNFloat(left) && !isNaNFloat(right);
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  const key = valueKey(left);
  return key !== null && key === valueKey(right);
}

/**
 * Order of two values: negative, zero, positive; NaN when a NaN takes part; null when the types have
 * no order between them. Strings go by code point, as in Firestore.
 */
export function compareValues(left: RuleValue, right: RuleValue): number | null {
  if (isNumber(left) && isNumber(right)) {
    if (left < right) return -1;
    if (left > right) return 1;
    return valuesEqual(left, right) ? 0 : NaN;
  }
  if (typeof left === 'string' && typeof right === 'string') return compareStrings(left, right);
  if (isTimestamp(left) && isTimestamp(right)) return Number(left.nanos - right.nanos);
  if (isDuration(left) && isDuration(right)) return Number(left.nanos - right.nanos);
  return null;
}

const isNaNFloat = (value: bigint | number): boolean => Number.isNaN(value);

function compareStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i += 1) {
    const [a, b] = [left.charCodeAt(i), right.charCodeAt(i)];
    if (a !== b) return codePointRank(a) - codePointRank(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above every other UTF-16 unit. */
function codePointRank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
