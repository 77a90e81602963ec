import type { LocalDay } from '../calendar/local-day.ts';
import type { ThresholdSet } from '../documents/athlete-settings.ts';

/**
 * The thresholds in force on a day: the last set with `from` on or before it. Days before the first
 * set are scored with the first.
 *
 * @param thresholds ascending by `from`
 * @throws RangeError if there is no set at all
 */
export function thresholdSetFor(thresholds: readonly ThresholdSet[], day: LocalDay): ThresholdSet {
  const inForce = thresholds.findLast((set) => set.from <= day) ?? thresholds[0];
  if (inForce === undefined) {
    throw new RangeError('thresholdSetFor requires at least one threshold set, got none');
  }
  return inForce;
}
