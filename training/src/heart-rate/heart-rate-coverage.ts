import type { HeartRateHistogram } from '../documents/activity-facts.ts';
import { histogramSeconds } from './histogram-seconds.ts';

/**
 * Share of the moving time with heart rate, 0–1.
 *
 * @returns null without a histogram or without moving time
 * @example heartRateCoverage({ firstBpm: 120, seconds: [900] }, 3600) // 0.25
 */
export function heartRateCoverage(
  histogram: HeartRateHistogram | null,
  movingTimeS: number,
): number | null {
  if (histogram === null || movingTimeS <= 0) return null;
  return Math.min(1, histogramSeconds(histogram) / movingTimeS);
}
