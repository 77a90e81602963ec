import type { Gender } from '../documents/athlete-settings.ts';
import { trimpWeight } from '../internal-load/trimp-weight.ts';
import type { SportFamily } from '../sport/sport-family.ts';
import type { DatedRow } from './dated-rows.ts';
import { percentile } from './percentile.ts';

/** Days an athlete's own TRIMP per minute is taken from. */
export const RATE_DAYS = 180;
/** Fewer activities than this say little about the spread. */
const FEWEST_ACTIVITIES = 5;
const LOW = 0.1;
const HIGH = 0.9;
const EASY_FRACTION = 0.3;
const HARD_FRACTION = 0.9;

/** TRIMP per minute of easy and of hard activities. */
export interface TrimpPerMinuteRange {
  low: number;
  high: number;
}

/**
 * How hard an athlete usually goes in a sport family: 10th and 90th percentile of TRIMP per minute
 * over the activities given; with fewer than 5 of them, w(0.3) and w(0.9).
 *
 * @param rows the counted activities of the last 180 days
 * @param gender chooses the weight of the fallback
 */
export function trimpPerMinuteRange(
  rows: readonly DatedRow[],
  family: SportFamily,
  gender: Gender,
): TrimpPerMinuteRange {
  const rates = rows
    .filter((row) => row.sportFamily === family && row.movingTimeS > 0)
    .flatMap((row) => (row.trimp === null ? [] : [row.trimp / (row.movingTimeS / 60)]))
    .sort((a, b) => a - b);
  if (rates.length < FEWEST_ACTIVITIES) {
    return { low: trimpWeight(EASY_FRACTION, gender), high: trimpWeight(HARD_FRACTION, gender) };
  }
  return { low: percentile(rates, LOW), high: percentile(rates, HIGH) };
}
