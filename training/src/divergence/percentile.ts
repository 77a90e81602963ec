/**
 * A percentile by linear interpolation between the two nearest ranks (type 7 of Hyndman & Fan 1996).
 *
 * @param sorted ascending
 * @throws RangeError without values or outside 0..1
 * @example percentile([1, 2, 3, 4], 0.5) // 2.5
 */
export function percentile(sorted: readonly number[], fraction: number): number {
  if (sorted.length === 0) throw new RangeError('percentile requires at least one value, got none');
  if (!(fraction >= 0 && fraction <= 1)) {
    throw new RangeError(`percentile requires a fraction between 0 and 1, got ${fraction}`);
  }
  const rank = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(rank)]!;
  const above = sorted[Math.ceil(rank)]!;
  return below + (above - below) * (rank - Math.floor(rank));
}
