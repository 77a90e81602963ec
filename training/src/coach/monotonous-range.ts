/** Foster's warning line for monotony. */
const HIGH_MONOTONY = 2;

/** Loads between which something holds, both ends included. */
export interface LoadRange {
  from: number;
  to: number;
}

/**
 * The loads of today with which the last seven days would be too much alike: monotony of at least
 * `limit`. Loads below `from` or above `to` keep it below.
 *
 * With S and Q the sum and the sum of squares of the six days before, monotony² =
 * ((S + x)²/49) / ((Q + x² − (S + x)²/7)/6), which meets limit² where
 * (1 − k)·x² − 2kS·x + Q − kS² = 0 with k = 1/7 + 6/(49·limit²).
 *
 * Source: Foster 1998, Med Sci Sports Exerc 30(7):1164-1168; monotony above 2 went with illness.
 *
 * @param sixDays loads of the six days before today, in any order
 * @param limit above 0.3780, the monotony of a week with one session
 * @returns null when no load of 0 or more makes the week that monotonous
 * @throws RangeError unless there are six days
 * @example monotonousRange([60, 60, 60, 60, 60, 0], 2) // { from: 30.1690, to: 95.7570 }
 */
export function monotonousRange(
  sixDays: ArrayLike<number>,
  limit: number = HIGH_MONOTONY,
): LoadRange | null {
  if (sixDays.length !== 6) {
    throw new RangeError(`monotonousRange requires six days, got ${sixDays.length}`);
  }
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < 6; i++) {
    sum += sixDays[i]!;
    squares += sixDays[i]! ** 2;
  }
  if (sum === 0) return null;
  const k = 1 / 7 + 6 / (49 * limit ** 2);
  const a = 1 - k;
  const root = (k * sum) ** 2 - a * (squares - k * sum ** 2);
  if (root < 0) return null;
  const to = (k * sum + Math.sqrt(root)) / a;
  if (to < 0) return null;
  return { from: Math.max(0, (k * sum - Math.sqrt(root)) / a), to };
}
