/**
 * Exponentially weighted moving average of every day, λ = 2/(N + 1), seeded with the first day.
 *
 * A_t = λ · x_t + (1 − λ) · A_(t−1)
 *
 * Source: Williams et al. 2017, Br J Sports Med 51(3):209-210; the ratio of N = 7 to N = 28 is shown
 * as an alternative to the rolling ACWR.
 *
 * @param dailyLoads one element a calendar day, oldest first, from the first day of training on
 * @throws RangeError if the span is below a day
 * @example exponentialAverages([10, 0], 7) // [10, 7.5]
 */
export function exponentialAverages(dailyLoads: ArrayLike<number>, spanDays: number): Float64Array {
  if (!(spanDays >= 1)) {
    throw new RangeError(`exponentialAverages requires a span of at least 1 day, got ${spanDays}`);
  }
  const lambda = 2 / (spanDays + 1);
  const averages = new Float64Array(dailyLoads.length);
  let average = dailyLoads[0] ?? 0;
  for (let d = 0; d < averages.length; d++) {
    average += lambda * (dailyLoads[d]! - average);
    averages[d] = average;
  }
  return averages;
}
