import type { HeartRateHistogram } from '../documents/activity-facts.ts';

/** All seconds with heart rate. @example histogramSeconds({ firstBpm: 120, seconds: [10, 0, 20] }) // 30 */
export function histogramSeconds(histogram: HeartRateHistogram): number {
  return histogram.seconds.reduce((sum, seconds) => sum + seconds, 0);
}
