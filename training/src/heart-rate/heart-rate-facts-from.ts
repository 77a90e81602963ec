import type { HeartRateFacts } from '../documents/activity-facts.ts';
import { heartRateHistogramFrom, type HeartRateSamples } from './heart-rate-histogram-from.ts';
import { histogramMeanBpm } from './histogram-mean-bpm.ts';

/**
 * Histogram, time-weighted average and highest heart rate of a recording.
 *
 * @returns null when no valid sample lasted any time
 */
export function heartRateFactsFrom(samples: HeartRateSamples): HeartRateFacts | null {
  const histogram = heartRateHistogramFrom(samples);
  if (histogram === null) return null;
  const avgBpm = histogramMeanBpm(histogram);
  if (avgBpm === null) return null;
  return { avgBpm, maxBpm: histogram.firstBpm + histogram.seconds.length - 1, histogram };
}
