import { acuteChronicRatio } from '../windows/acute-chronic-ratio.ts';
import type { RollingSums } from '../windows/rolling-sums.ts';
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

const coverage = (matchedS: number, allS: number): number | null =>
  allS === 0 ? null : Math.min(1, matchedS / allS);

/**
 * Normalized divergence of a day over matched activities alone, so that an activity without heart
 * rate cannot fake a verdict.
 *
 * Null when either ratio is, and when the acute window holds activities but none of them is matched.
 */
export function matchedDivergence(sums: RollingSums, day: number): MatchedDivergence {
  const { activityCount, matchedCount, movingTimeS, matchedMovingTimeS } = sums;
  const isBlind = activityCount.acute[day]! > 0 && matchedCount.acute[day] === 0;
  return {
    normalizedDivergence: isBlind
      ? null
      : normalizedDivergence(
          acuteChronicRatio(sums.matchedLoadMiles, day),
          acuteChronicRatio(sums.matchedTrimp, day),
        ),
    naiveDivergence: normalizedDivergence(
      acuteChronicRatio(sums.totalLoadMiles, day),
      acuteChronicRatio(sums.trimp, day),
    ),
    coverageAcute: coverage(matchedMovingTimeS.acute[day]!, movingTimeS.acute[day]!),
    coverageChronic: coverage(
      matchedMovingTimeS.acute[day]! + matchedMovingTimeS.before[day]!,
      movingTimeS.acute[day]! + movingTimeS.before[day]!,
    ),
  };
}
