import { ACUTE_DAYS, windowSum } from './window-sum.ts';

/**
 * Acute load of a day D: sum over [D−6, D] ÷ 7. Rest days count as 0, and so do days before the
 * first element.
 *
 * @param dailyLoads one element a calendar day, oldest first: external load or TRIMP
 * @example acuteLoad([5, 6, 0, 8, 4, 10, 9], 6) // 6
 */
export function acuteLoad(dailyLoads: ArrayLike<number>, day: number): number {
  return windowSum(dailyLoads, day, ACUTE_DAYS) / ACUTE_DAYS;
}
