import type { Gender } from '../documents/athlete-settings.ts';

const MEN = { a: 0.64, b: 1.92 };
const WOMEN = { a: 0.86, b: 1.67 };

/**
 * What a minute at a fraction of the heart-rate reserve weighs.
 *
 * w(x) = a · x · e^(b·x)   with (a, b) = (0.64, 1.92) men, (0.86, 1.67) women; gender not given:
 * the mean of both weights
 *
 * Source: Morton, Fitz-Clarke & Banister 1990, J Appl Physiol 69(3):1171-1177. Many programs use
 * a = 0.64 for women too, which is 25.6 % low at every intensity.
 *
 * @returns arbitrary units per minute
 * @throws RangeError if the fraction lies outside 0..1
 * @example trimpWeight(0.7, 'male') // 1.7178
 */
export function trimpWeight(heartRateReserveFraction: number, gender: Gender): number {
  const x = heartRateReserveFraction;
  if (!(x >= 0 && x <= 1)) {
    throw new RangeError(`trimpWeight requires a fraction between 0 and 1, got ${x}`);
  }
  const weight = ({ a, b }: { a: number; b: number }) => a * x * Math.exp(b * x);
  switch (gender) {
    case 'male':
      return weight(MEN);
    case 'female':
      return weight(WOMEN);
    case 'none':
      return (weight(MEN) + weight(WOMEN)) / 2;
  }
}
