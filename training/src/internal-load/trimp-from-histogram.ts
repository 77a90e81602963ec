import type { HeartRateHistogram } from '../documents/activity-facts.ts';
import type { ThresholdSet } from '../documents/athlete-settings.ts';
import { heartRateReserveFraction } from '../heart-rate/heart-rate-reserve-fraction.ts';
import { histogramSeconds } from '../heart-rate/histogram-seconds.ts';
import { trimpWeight } from './trimp-weight.ts';

/**
 * Training impulse per sample: moving minutes × the time-weighted mean of w over the histogram, so
 * that gaps in the heart rate count like the rest.
 *
 * Source: Morton, Fitz-Clarke & Banister 1990, applied to each sample instead of the average.
 *
 * @returns load in arbitrary units (AU); null when the histogram holds no time
 * @example trimpFromHistogram({ firstBpm: 120, seconds: [1800, ...Array(59).fill(0), 1800] }, 3600,
 *   { restingHr: 50, maxHr: 190, gender: 'male' }) // 131.0956
 */
export function trimpFromHistogram(
  histogram: HeartRateHistogram,
  movingTimeS: number,
  thresholds: Pick<ThresholdSet, 'restingHr' | 'maxHr' | 'gender'>,
): number | null {
  const total = histogramSeconds(histogram);
  if (total === 0) return null;
  let weighted = 0;
  histogram.seconds.forEach((seconds, i) => {
    if (seconds === 0) return;
    const x = heartRateReserveFraction(histogram.firstBpm + i, thresholds);
    weighted += seconds * trimpWeight(x, thresholds.gender);
  });
  return (movingTimeS / 60) * (weighted / total);
}
