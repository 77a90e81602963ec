/** The days before today that share a window with it. */
export interface DaysBefore {
  /** Sum of the six days before today. */
  six: number;
  /** Sum of the 27 days before today, the six included. */
  twentySeven: number;
}

/**
 * Today's load that puts the coupled acute:chronic ratio exactly at a value.
 *
 * With today's load x, ACWR = ((six + x)/7) / ((twentySeven + x)/28), so
 * x = (r · twentySeven − 4 · six) / (4 − r)
 *
 * The ratio rises with x as long as any load lies more than a week back; a result below 0 means that
 * even a day without load leaves the ratio above r.
 *
 * @param ratio at least 0, below 4: no coupled ratio exceeds 4
 * @returns the same unit as the loads; below 0 where the ratio lies above r anyway
 * @throws RangeError for a ratio outside 0..4
 * @example loadAtRatio({ six: 30, twentySeven: 140 }, 1.3) // 22.9630
 */
export function loadAtRatio({ six, twentySeven }: DaysBefore, ratio: number): number {
  if (!(ratio >= 0 && ratio < 4)) {
    throw new RangeError(`loadAtRatio requires a ratio of at least 0 and below 4, got ${ratio}`);
  }
  return (ratio * twentySeven - 4 * six) / (4 - ratio);
}
