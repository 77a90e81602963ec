import { compareValues, valuesEqual } from './compare-values.ts';
import { isUncertain, ruleTypeName, type RuleTypeName, type RuleValue } from './rule-value.ts';

export interface Bound {
  value: RuleValue;
  inclusive: boolean;
}

/** What the filters of a query promise about one field of every result. */
export interface FieldFacts {
  /** Types the value can have; null when any. */
  types: readonly RuleTypeName[] | null;
  lower: Bound | null;
  upper: Bound | null;
  /** Values the field certainly does not have. */
  excluded: readonly RuleValue[];
  /** Elements the field, a list, certainly has. */
  contains: readonly RuleValue[];
}

export const NO_FACTS: FieldFacts = {
  types: null,
  lower: null,
  upper: null,
  excluded: [],
  contains: [],
};

type Comparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

const MIRRORED = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==', '!=': '!=' } as const;

/** Decides a comparison from facts alone; null when some result could go either way or fail. */
export function decideComparison(
  operator: Comparison,
  left: RuleValue,
  right: RuleValue,
): boolean | null {
  if (isUncertain(left) && isUncertain(right)) return null;
  if (isUncertain(right)) return decideComparison(MIRRORED[operator], right, left);
  if (!isUncertain(left) || left.facts === null) return null;
  switch (operator) {
    case '==':
      return certainlyDiffers(left.facts, right) ? false : null;
    case '!=':
      return certainlyDiffers(left.facts, right) ? true : null;
    default:
      return decideOrder(operator, left.facts, right);
  }
}

function certainlyDiffers(facts: FieldFacts, value: RuleValue): boolean {
  if (facts.types !== null && !facts.types.includes(ruleTypeName(value))) return true;
  if (facts.excluded.some((each) => valuesEqual(each, value))) return true;
  const below = facts.lower === null ? null : compareValues(value, facts.lower.value);
  if (below !== null && (below < 0 || (below === 0 && !facts.lower?.inclusive))) return true;
  const above = facts.upper === null ? null : compareValues(value, facts.upper.value);
  return above !== null && (above > 0 || (above === 0 && !facts.upper?.inclusive));
}

function decideOrder(
  operator: '<' | '<=' | '>' | '>=',
  facts: FieldFacts,
  value: RuleValue,
): boolean | null {
  const numeric = facts.types?.includes('float') ?? true;
  // Firestore sorts NaN below every number, so only a lower bound keeps it out of the results.
  if (numeric && facts.lower === null) return null;
  const toLower = facts.lower === null ? null : compareValues(facts.lower.value, value);
  const toUpper = facts.upper === null ? null : compareValues(facts.upper.value, value);
  const isAbove =
    toLower !== null && (toLower > 0 || (toLower === 0 && facts.lower?.inclusive === false));
  const isAtLeast = toLower !== null && toLower >= 0;
  const isBelow =
    toUpper !== null && (toUpper < 0 || (toUpper === 0 && facts.upper?.inclusive === false));
  const isAtMost = toUpper !== null && toUpper <= 0;
  const [yes, no] = {
    '>': [isAbove, isAtMost],
    '>=': [isAtLeast, isBelow],
    '<': [isBelow, isAtLeast],
    '<=': [isAtMost, isAbove],
  }[operator];
  if (yes) return true;
  return no ? false : null;
}
