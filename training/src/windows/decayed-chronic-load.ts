/** Choices of a decayed chronic load. */
export interface Decay {
  /** 28–90. */
  windowDays: number;
  /** λ per day, 0.01–0.20. */
  lambda: number;
}

/**
 * Chronic load in which older days fade: the weighted mean of the window with weights
 * e^(−λ · days ago), per day and not per activity, rest days included. An alternative to compare with.
 *
 * Source: house rule of this project, in the spirit of Williams 2017.
 *
 * @param dailyLoads one element a calendar day, oldest first; days before the first count as 0
 * @throws RangeError outside 28–90 days or λ 0.01–0.20
 * @example decayedChronicLoad(Array(90).fill(10), 89, { windowDays: 42, lambda: 0.05 }) // 10
 */
export function decayedChronicLoad(
  dailyLoads: ArrayLike<number>,
  day: number,
  { windowDays, lambda }: Decay,
): number {
  if (!(Number.isInteger(windowDays) && windowDays >= 28 && windowDays <= 90)) {
    throw new RangeError(`decayedChronicLoad requires windowDays of 28 to 90, got ${windowDays}`);
  }
  if (!(lambda >= 0.01 && lambda <= 0.2)) {
    throw new RangeError(`decayedChronicLoad requires lambda of 0.01 to 0.20, got ${lambda}`);
  }
  let weighted = 0;
  let weights = 0;
  for (let daysAgo = 0; daysAgo < windowDays; daysAgo++) {
    const weight = Math.exp(-lambda * daysAgo);
    weights += weight;
    if (day - daysAgo >= 0) weighted += weight * dailyLoads[day - daysAgo]!;
  }
  return weighted / weights;
}
