import { randomBytes } from 'node:crypto';

/** As many bits as a double holds between two powers of two, one kept for the half. */
const BITS = 52n;

/**
 * Chance that nobody can foresee or reckon back, above 0 and below 1: noise that hides athletes is
 * only as good as its source.
 */
export function cryptoChance(bytes: (count: number) => Buffer = randomBytes): number {
  const drawn = bytes(8).readBigUInt64BE() >> (64n - BITS);
  return (Number(drawn) + 0.5) / 2 ** Number(BITS);
}
