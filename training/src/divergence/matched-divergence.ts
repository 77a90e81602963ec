import type { DayLoads } from '../ledger/day-loads.ts';
import { acuteChronicRatio } from '../windows/acute-chronic-ratio.ts';
import { windowSums, type WindowSums } from '../windows/window-sums.ts';
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

/** The windows of every day that ratios and divergence rest on. */
export type LoadWindows = Record<
  | 'activityCount'
  | 'matchedCount'
  | 'totalLoadMiles'
  | 'trimp'
  | 'matchedLoadMiles'
  | 'matchedTrimp'
  | 'movingTimeS'
  | 'matchedMovingTimeS',
  WindowSums
>;

export function loadWindows(loads: DayLoads): LoadWindows {
  return {
    activityCount: windowSums(loads.activityCount),
    matchedCount: windowSums(loads.matchedCount),
    totalLoadMiles: windowSums(loads.totalLoadMiles),
    trimp: windowSums(loads.trimp),
    matchedLoadMiles: windowSums(loads.matchedLoadMiles),
    matchedTrimp: windowSums(loads.matchedTrimp),
    movingTimeS: windowSums(loads.movingTimeS),
    matchedMovingTimeS: windowSums(loads.matchedMovingTimeS),
  };
}

const coverage = (matchedS: number, allS: number): number | null =>
  allS === 0 ? null : Math.min(1, matchedS / allS);

/**
 * Normalized divergence of a day over matched activities alone, so that an activity without heart
 * rate cannot fake a verdict.
 *
 * Null when either ratio is, and when the acute window holds activities but none of them is matched.
 */
export function matchedDivergence(windows: LoadWindows, day: number): MatchedDivergence {
  const { activityCount, matchedCount, movingTimeS, matchedMovingTimeS } = windows;
  const isBlind = activityCount.acute[day]! > 0 && matchedCount.acute[day] === 0;
  return {
    normalizedDivergence: isBlind
      ? null
      : normalizedDivergence(
          acuteChronicRatio(windows.matchedLoadMiles, day),
          acuteChronicRatio(windows.matchedTrimp, day),
        ),
    naiveDivergence: normalizedDivergence(
      acuteChronicRatio(windows.totalLoadMiles, day),
      acuteChronicRatio(windows.trimp, day),
    ),
    coverageAcute: coverage(matchedMovingTimeS.acute[day]!, movingTimeS.acute[day]!),
    coverageChronic: coverage(
      matchedMovingTimeS.acute[day]! + matchedMovingTimeS.before[day]!,
      movingTimeS.acute[day]! + movingTimeS.before[day]!,
    ),
  };
}
