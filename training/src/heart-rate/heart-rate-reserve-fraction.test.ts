import { describe, expect, test } from 'vitest';
import { heartRateReserveFraction } from './heart-rate-reserve-fraction.ts';

describe('heartRateReserveFraction', () => {
  const thresholds = { restingHr: 50, maxHr: 190 };
  test.each([
    [150, 100 / 140],
    [50, 0],
    [190, 1],
    [30, 0],
    [230, 1],
  ])('of %d bpm is %d', (bpm, fraction) => {
    expect(heartRateReserveFraction(bpm, thresholds)).toBeCloseTo(fraction, 12);
  });
  test('refuses a maximum at rest', () => {
    expect(() => heartRateReserveFraction(100, { restingHr: 60, maxHr: 60 })).toThrow(
      'heartRateReserveFraction requires maxHr above restingHr, got 60 and 60',
    );
  });
});
