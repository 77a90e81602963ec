import { ACUTE_DAYS } from './window-sum.ts';
import type { WindowSums } from './window-sums.ts';

/**
 * Acute load of a day D: sum over [D−6, D] ÷ 7. Rest days count as 0, and so do days before the
 * first.
 *
 * @param sums of external load or TRIMP
 * @example acuteLoad(windowSums([5, 6, 0, 8, 4, 10, 9]), 6) // 6
 */
export function acuteLoad({ acute }: WindowSums, day: number): number {
  return acute[day]! / ACUTE_DAYS;
}
