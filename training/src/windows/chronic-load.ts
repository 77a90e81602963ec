import { CHRONIC_DAYS, windowSum } from './window-sum.ts';

/**
 * Chronic load of a day D: sum over [D−27, D] ÷ 28. Rest days count as 0, and so do days before the
 * first element.
 *
 * @param dailyLoads one element a calendar day, oldest first: external load or TRIMP
 * @example chronicLoad([5, 6, 0, 8, 4, 10, 9], 6) // 1.5
 */
export function chronicLoad(dailyLoads: ArrayLike<number>, day: number): number {
  return windowSum(dailyLoads, day, CHRONIC_DAYS) / CHRONIC_DAYS;
}
