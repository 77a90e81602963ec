import { CHRONIC_DAYS } from '../windows/window-sum.ts';

/** A gap of so many days leaves nothing but the acute week in the chronic window. */
const BREAK_DAYS = CHRONIC_DAYS - 7;

/**
 * Whether the athlete is coming back from a break: fewer than 28 days since the first training after
 * 21 or more days without any. A coupled ratio is then 4, or close to it, whatever one does, so its
 * band says nothing about today.
 *
 * @param dailyLoads one element a calendar day, the last being today; at least 56 of them, fewer only
 *   where the history is that short
 * @example isReturning(Array(50).fill(5)) // false
 */
export function isReturning(dailyLoads: ArrayLike<number>): boolean {
  let gap = BREAK_DAYS;
  let sinceBreak = -1;
  for (let d = 0; d < dailyLoads.length; d++) {
    if (dailyLoads[d]! > 0) {
      if (gap >= BREAK_DAYS) sinceBreak = d;
      gap = 0;
    } else gap++;
  }
  if (gap >= BREAK_DAYS || sinceBreak < 0) return true;
  return dailyLoads.length - 1 - sinceBreak < CHRONIC_DAYS;
}
