import { dayOrdinal, thresholdSetField, type ThresholdSet } from '@training-monkey/training';

/** The most sets the rules accept. */
export const MOST_SETS = 10;

export type FieldProblems = Partial<
  Record<'from' | 'restingHr' | 'maxHr' | 'gender' | 'zones', string>
>;

const MESSAGES: Record<string, string> = {
  from: 'Choose a day.',
  restingHr: 'Resting heart rate lies between 25 and 110.',
  maxHr: 'Maximum heart rate lies between 100 and 240, at least 40 above the resting one.',
  zones: 'Five ascending numbers between 25 and 250.',
  gender: 'Choose a formula.',
};

/** What is wrong with a set as typed, by field; empty when it can be saved. */
export function thresholdProblems(set: ThresholdSet): FieldProblems {
  const parsed = thresholdSetField.safeParse(set);
  if (parsed.success) return {};
  return Object.fromEntries(
    parsed.error.issues.map((issue) => {
      const field = String(issue.path[0]);
      return [field, MESSAGES[field] ?? issue.message];
    }),
  );
}

/** The sets with one put in: it replaces one of the same day, or the one it was made from. */
export function withThresholdSet(
  sets: readonly ThresholdSet[],
  set: ThresholdSet,
  replaced: ThresholdSet | null,
): ThresholdSet[] {
  const others = sets.filter((one) => one !== replaced && one.from !== set.from);
  return [...others, set].sort((a, b) => dayOrdinal(a.from) - dayOrdinal(b.from));
}
