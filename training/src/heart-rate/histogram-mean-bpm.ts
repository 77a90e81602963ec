import type { HeartRateHistogram } from '../documents/activity-facts.ts';
import { histogramSeconds } from './histogram-seconds.ts';

/**
 * Time-weighted average heart rate; null when the histogram holds no time.
 * @example histogramMeanBpm({ firstBpm: 120, seconds: [10, 0, 30] }) // 121.5
 */
export function histogramMeanBpm(histogram: HeartRateHistogram): number | null {
  const total = histogramSeconds(histogram);
  if (total === 0) return null;
  const above = histogram.seconds.reduce((sum, seconds, i) => sum + seconds * i, 0);
  return histogram.firstBpm + above / total;
}
