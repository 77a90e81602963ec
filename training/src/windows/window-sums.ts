import { ACUTE_DAYS, CHRONIC_DAYS } from './window-sum.ts';

/** Sums of the windows of every day, one element a day. */
export interface WindowSums {
  /** [D−6, D] */
  acute: Float64Array;
  /** [D−27, D−7]: the chronic window without the acute one. */
  before: Float64Array;
}

/**
 * The acute window of every day and the three weeks before it. Days before the first element count
 * as 0. Each week is summed anew and longer windows are sums of weeks: a running sum would drift, and
 * would not come back to 0.
 *
 * @param dailyValues one element a calendar day, oldest first
 * @example windowSums([...Array(7).fill(1), 5]).acute[7] // 11
 */
export function windowSums(dailyValues: ArrayLike<number>): WindowSums {
  const acute = new Float64Array(dailyValues.length);
  const before = new Float64Array(dailyValues.length);
  for (let day = 0; day < acute.length; day++) {
    let week = 0;
    for (let d = Math.max(0, day - ACUTE_DAYS + 1); d <= day; d++) week += dailyValues[d]!;
    acute[day] = week;
    let weeks = 0;
    const first = Math.max(0, day - CHRONIC_DAYS + ACUTE_DAYS);
    for (let d = day - ACUTE_DAYS; d >= first; d -= ACUTE_DAYS) weeks += acute[d]!;
    before[day] = weeks;
  }
  return { acute, before };
}
