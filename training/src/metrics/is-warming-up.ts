import { CHRONIC_DAYS } from '../windows/window-sum.ts';

/**
 * Whether the history is too short for a verdict: fewer than 28 days since the first activity.
 *
 * @param historyDays null without any activity
 * @example isWarmingUp(27) // true
 */
export function isWarmingUp(historyDays: number | null): boolean {
  return historyDays === null || historyDays < CHRONIC_DAYS;
}
