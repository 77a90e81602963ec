import { failure, isPath, ruleTypeName, type Result, type RuleValue } from '../rule-value.ts';

/** The text `string()` gives, null where it gives none. */
export function textOf(value: RuleValue): string | null {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'number') {
    return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value);
  }
  if (isPath(value)) return `/${value.segments.join('/')}`;
  return null;
}

export const describeValue = (value: RuleValue): string => textOf(value) ?? ruleTypeName(value);

const MAX_TEXT = 2_097_152;

/** Keeps rules that build ever longer strings from filling the memory. */
export const limitedText = (text: string): Result =>
  text.length > MAX_TEXT ? failure('the string grows beyond 2 MiB') : text;
