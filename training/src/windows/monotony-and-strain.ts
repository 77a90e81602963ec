import { ACUTE_DAYS, windowSum } from './window-sum.ts';

const HIGHEST_MONOTONY = 10;

/** Foster's monotony, and the week's load × monotony; both null in a week without load. */
export interface MonotonyAndStrain {
  monotony: number | null;
  strain: number | null;
}

/**
 * How much alike the last seven days were, and how hard that made them.
 *
 * monotony = mean of 7 daily loads ÷ their sample standard deviation, at most 10 (a constant week
 * has no deviation); strain = week sum × monotony
 *
 * Source: Foster 1998, Med Sci Sports Exerc 30(7):1164-1168.
 *
 * @param dailyLoads one element a calendar day, oldest first; days before the first count as 0
 * @example monotonyAndStrain([65, 70, 0, 95, 50, 150, 0], 6) // { monotony: 1.163118, strain: 500.1409 }
 */
export function monotonyAndStrain(dailyLoads: ArrayLike<number>, day: number): MonotonyAndStrain {
  const sum = windowSum(dailyLoads, day, ACUTE_DAYS);
  const mean = sum / ACUTE_DAYS;
  if (mean === 0) return { monotony: null, strain: null };
  let squares = 0;
  for (let d = day - ACUTE_DAYS + 1; d <= day; d++) {
    squares += ((d < 0 ? 0 : dailyLoads[d]!) - mean) ** 2;
  }
  const deviation = Math.sqrt(squares / (ACUTE_DAYS - 1));
  const monotony = Math.min(HIGHEST_MONOTONY, mean / deviation);
  return { monotony, strain: sum * monotony };
}
