import type { Gender } from '../documents/athlete-settings.ts';
import { trimpWeight } from './trimp-weight.ts';

/**
 * Banister training impulse: minutes weighted by how deep into the heart-rate reserve they lay.
 *
 * TRIMP = t · w(x), the weight of `trimpWeight`
 *
 * Source: Banister 1991; Morton, Fitz-Clarke & Banister 1990, J Appl Physiol 69(3):1171-1177. From
 * an average heart rate it is lower than per sample (1–30 % on real sessions), as w is convex.
 *
 * @returns load in arbitrary units (AU); 0 at rest
 * @throws RangeError if the fraction lies outside 0..1 or the duration is negative
 * @example banisterTrimp({ durationMin: 60, heartRateReserveFraction: 0.7, gender: 'male' }) // 103.07
 */
export function banisterTrimp({
  durationMin,
  heartRateReserveFraction,
  gender,
}: {
  durationMin: number;
  heartRateReserveFraction: number;
  gender: Gender;
}): number {
  if (!(durationMin >= 0)) {
    throw new RangeError(`banisterTrimp requires a duration of at least 0, got ${durationMin}`);
  }
  if (!(heartRateReserveFraction >= 0 && heartRateReserveFraction <= 1)) {
    throw new RangeError(
      `banisterTrimp requires a fraction between 0 and 1, got ${heartRateReserveFraction}`,
    );
  }
  return durationMin * trimpWeight(heartRateReserveFraction, gender);
}
