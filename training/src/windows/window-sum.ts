/** Days in the acute and in the chronic window, today included. */
export const ACUTE_DAYS = 7;
export const CHRONIC_DAYS = 28;

/**
 * Sum of the last `days` daily values up to and including day `end`. Days before the first element
 * count as 0. Summed anew each time: a running sum would drift, and would not come back to 0.
 *
 * @param dailyValues one element a calendar day, oldest first
 * @example windowSum([1, 2, 3, 4], 3, 2) // 7
 */
export function windowSum(dailyValues: ArrayLike<number>, end: number, days: number): number {
  let sum = 0;
  for (let d = Math.max(0, end - days + 1); d <= end; d++) sum += dailyValues[d]!;
  return sum;
}
