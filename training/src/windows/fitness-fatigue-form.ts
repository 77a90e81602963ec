const FITNESS_DAYS = 42;
const FATIGUE_DAYS = 7;

/** Columns of one element a day. */
export interface FitnessFatigueForm {
  fitness: Float64Array;
  fatigue: Float64Array;
  form: Float64Array;
}

function impulseResponse(dailyLoads: ArrayLike<number>, timeConstantDays: number): Float64Array {
  const gain = 1 - Math.exp(-1 / timeConstantDays);
  const response = new Float64Array(dailyLoads.length);
  let level = 0;
  for (let d = 0; d < response.length; d++) {
    level += gain * (dailyLoads[d]! - level);
    response[d] = level;
  }
  return response;
}

/**
 * Fitness (time constant 42 days), fatigue (7 days) and form of every day, starting from 0.
 *
 * F_t = F_(t−1) + (1 − e^(−1/τ)) · (x_t − F_(t−1)); form = yesterday's fitness − yesterday's
 * fatigue, 0 on the first day
 *
 * Source: Banister 1975 in the form of Coggan's performance manager.
 *
 * @param dailyLoads one element a calendar day, oldest first, from the first day of training on
 * @example fitnessFatigueForm([100, 0]).fitness[0] // 2.3528
 */
export function fitnessFatigueForm(dailyLoads: ArrayLike<number>): FitnessFatigueForm {
  const fitness = impulseResponse(dailyLoads, FITNESS_DAYS);
  const fatigue = impulseResponse(dailyLoads, FATIGUE_DAYS);
  const form = new Float64Array(fitness.length);
  for (let d = 1; d < form.length; d++) form[d] = fitness[d - 1]! - fatigue[d - 1]!;
  return { fitness, fatigue, form };
}
