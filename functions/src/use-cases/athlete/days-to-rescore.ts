import { isDeepStrictEqual } from 'node:util';
import {
  addDays,
  localDay,
  thresholdSetFor,
  type AthleteSettings,
  type LocalDay,
} from '@training-monkey/training';

const FIRST_DAY = localDay('0001-01-01');
const LAST_DAY = localDay('9999-12-31');

export interface DayRange {
  from: LocalDay;
  to: LocalDay;
}

export const EVERY_DAY: DayRange = { from: FIRST_DAY, to: LAST_DAY };

type Scoring = Pick<AthleteSettings, 'thresholds' | 'footFeetPerMile'>;

/**
 * The days, both ends included, between which activities weigh otherwise under the new settings;
 * null when none does.
 */
export function daysToRescore(before: Scoring, after: Scoring): DayRange | null {
  if (before.footFeetPerMile !== after.footFeetPerMile) return EVERY_DAY;
  const starts = [FIRST_DAY, ...[...before.thresholds, ...after.thresholds].map((set) => set.from)];
  const spans = [...new Set(starts)].sort();
  const touched = spans.map(
    (day) =>
      !isDeepStrictEqual(
        thresholdSetFor(before.thresholds, day),
        thresholdSetFor(after.thresholds, day),
      ),
  );
  const first = spans[touched.indexOf(true)];
  if (first === undefined) return null;
  const next = spans[touched.lastIndexOf(true) + 1];
  return { from: first, to: next === undefined ? LAST_DAY : addDays(next, -1) };
}

/** The shortest range that contains both. */
export function spanOf(a: DayRange, b: DayRange): DayRange {
  return { from: a.from < b.from ? a.from : b.from, to: a.to > b.to ? a.to : b.to };
}
