import type { DayTotals } from '../ledger/day-totals.ts';
import { acuteChronicRatio } from '../windows/acute-chronic-ratio.ts';
import { ACUTE_DAYS, CHRONIC_DAYS, windowSum } from '../windows/window-sum.ts';
import { normalizedDivergence } from './normalized-divergence.ts';

/** Divergence of a day and how much of the training it rests on. */
export interface MatchedDivergence {
  /** Over activities of which external and internal load are known. */
  normalizedDivergence: number | null;
  /** Over all activities, the unknown as nothing; for comparison only. */
  naiveDivergence: number | null;
  /** Moving time of matched ÷ of all activities, 0–1; null in a window without moving time. */
  coverageAcute: number | null;
  coverageChronic: number | null;
}

function coverage(totals: DayTotals, day: number, days: number): number | null {
  const all = windowSum(totals.movingTimeS, day, days);
  if (all === 0) return null;
  return Math.min(1, windowSum(totals.matchedMovingTimeS, day, days) / all);
}

/**
 * Normalized divergence of a day over matched activities alone, so that an activity without heart
 * rate cannot fake a verdict.
 *
 * Null when either ratio is, and when the acute window holds activities but none of them is matched.
 */
export function matchedDivergence(totals: DayTotals, day: number): MatchedDivergence {
  const blind =
    windowSum(totals.activityCount, day, ACUTE_DAYS) > 0 &&
    windowSum(totals.matchedCount, day, ACUTE_DAYS) === 0;
  return {
    normalizedDivergence: blind
      ? null
      : normalizedDivergence(
          acuteChronicRatio(totals.matchedLoadMiles, day),
          acuteChronicRatio(totals.matchedTrimp, day),
        ),
    naiveDivergence: normalizedDivergence(
      acuteChronicRatio(totals.totalLoadMiles, day),
      acuteChronicRatio(totals.trimp, day),
    ),
    coverageAcute: coverage(totals, day, ACUTE_DAYS),
    coverageChronic: coverage(totals, day, CHRONIC_DAYS),
  };
}
