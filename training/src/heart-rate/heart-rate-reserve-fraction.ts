import type { ThresholdSet } from '../documents/athlete-settings.ts';

/**
 * How deep into the heart-rate reserve a heart rate lies: 0 at rest, 1 at maximum, clamped to both.
 *
 * x = clamp((HR − rest) / (max − rest), 0, 1)
 *
 * Source: Karvonen, Kentala & Mustala 1957.
 *
 * @throws RangeError if max does not lie above rest
 * @example heartRateReserveFraction(150, { restingHr: 50, maxHr: 190 }) // 0.7142857142857143
 */
export function heartRateReserveFraction(
  heartRateBpm: number,
  { restingHr, maxHr }: Pick<ThresholdSet, 'restingHr' | 'maxHr'>,
): number {
  if (!(maxHr > restingHr)) {
    throw new RangeError(
      `heartRateReserveFraction requires maxHr above restingHr, got ${maxHr} and ${restingHr}`,
    );
  }
  return Math.min(1, Math.max(0, (heartRateBpm - restingHr) / (maxHr - restingHr)));
}
