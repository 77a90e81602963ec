import { CHRONIC_DAYS } from './window-sum.ts';
import type { WindowSums } from './window-sums.ts';

/**
 * Chronic load of a day D: sum over [D−27, D] ÷ 28. Rest days count as 0, and so do days before the
 * first.
 *
 * @param sums of external load or TRIMP
 * @example chronicLoad(windowSums([5, 6, 0, 8, 4, 10, 9]), 6) // 1.5
 */
export function chronicLoad({ acute, before }: WindowSums, day: number): number {
  return (acute[day]! + before[day]!) / CHRONIC_DAYS;
}
