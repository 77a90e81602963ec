import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GENDERS } from '../documents/athlete-settings.ts';
import { histogramMeanBpm } from '../heart-rate/histogram-mean-bpm.ts';
import { histogramSeconds } from '../heart-rate/histogram-seconds.ts';
import { heartRateReserveFraction } from '../heart-rate/heart-rate-reserve-fraction.ts';
import { aThresholdSet } from '../testing/a-threshold-set.ts';
import { banisterTrimp } from './banister-trimp.ts';
import { edwardsLoad } from './edwards-load.ts';
import { sessionRpeLoad } from './session-rpe-load.ts';
import { trimpFromHistogram } from './trimp-from-histogram.ts';
import { trimpWeight } from './trimp-weight.ts';

const genders = fc.constantFrom(...GENDERS);
/** Time spread over heart rates between resting 50 and maximum 190. */
const histograms = fc
  .tuple(
    fc.integer({ min: 50, max: 150 }),
    fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 40 }),
  )
  .map(([firstBpm, seconds]) => ({ firstBpm, seconds }))
  .filter((histogram) => histogramSeconds(histogram) > 0);

describe('banisterTrimp', () => {
  test('of an hour at 70 % for a man is 103.07', () => {
    const trimp = banisterTrimp({ durationMin: 60, heartRateReserveFraction: 0.7, gender: 'male' });
    expect(trimp).toBeCloseTo(103.07, 2);
  });
  test('refuses a fraction outside 0..1 and a negative duration', () => {
    expect(() =>
      banisterTrimp({ durationMin: 60, heartRateReserveFraction: 1.7, gender: 'male' }),
    ).toThrow(new RangeError('banisterTrimp requires a fraction between 0 and 1, got 1.7'));
    expect(() =>
      banisterTrimp({ durationMin: -1, heartRateReserveFraction: 0.7, gender: 'male' }),
    ).toThrow(new RangeError('banisterTrimp requires a duration of at least 0, got -1'));
  });
});

describe('trimpWeight', () => {
  test('of 70 % for a man is 1.7178', () => {
    expect(trimpWeight(0.7, 'male')).toBeCloseTo(1.7178, 4);
  });
  test('rises with intensity', () => {
    const fraction = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fraction, fraction, genders, (a, b, gender) => {
        const [lower, higher] = a < b ? [a, b] : [b, a];
        expect(trimpWeight(lower, gender)).toBeLessThanOrEqual(trimpWeight(higher, gender));
      }),
    );
  });
  test('of women with the coefficient of men would be 25.6 % low at every intensity', () => {
    const asMany = (x: number) => 0.64 * x * Math.exp(1.67 * x);
    for (const x of [0.2, 0.5, 0.9]) {
      expect(1 - asMany(x) / trimpWeight(x, 'female')).toBeCloseTo(0.256, 3);
    }
  });
  test('refuses a fraction outside 0..1', () => {
    expect(() => trimpWeight(-0.1, 'none')).toThrow(RangeError);
  });
});

describe('trimpFromHistogram', () => {
  test('is kept when a session is split in two', () => {
    fc.assert(
      fc.property(
        histograms,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
        genders,
        (whole, shares, gender) => {
          const first = whole.seconds.map((seconds, i) => seconds * shares[i]!);
          const parts = [first, whole.seconds.map((seconds, i) => seconds - first[i]!)];
          const trimpOf = (seconds: number[]) => {
            const histogram = { firstBpm: whole.firstBpm, seconds };
            const movingTimeS = histogramSeconds(histogram);
            return trimpFromHistogram(histogram, movingTimeS, aThresholdSet({ gender })) ?? 0;
          };
          const sum = parts.map(trimpOf).reduce((a, b) => a + b);
          expect(sum).toBeCloseTo(trimpOf(whole.seconds), 6);
        },
      ),
    );
  });
  test('is never below that of the average heart rate', () => {
    fc.assert(
      fc.property(histograms, genders, (histogram, gender) => {
        const thresholds = aThresholdSet({ gender });
        const bpm = histogramMeanBpm(histogram)!;
        const average = banisterTrimp({
          durationMin: 60,
          heartRateReserveFraction: heartRateReserveFraction(bpm, thresholds),
          gender,
        });
        const stream = trimpFromHistogram(histogram, 3600, thresholds)!;
        expect(stream).toBeGreaterThanOrEqual(average - 1e-9);
      }),
    );
  });
  test('lets gaps count like the rest', () => {
    const gappy = trimpFromHistogram({ firstBpm: 150, seconds: [1800] }, 3600, aThresholdSet());
    const full = trimpFromHistogram({ firstBpm: 150, seconds: [3600] }, 3600, aThresholdSet());
    expect(gappy).toBe(full);
  });
  test('is null when the histogram holds no time', () => {
    expect(trimpFromHistogram({ firstBpm: 150, seconds: [0] }, 3600, aThresholdSet())).toBeNull();
  });
});

describe('edwardsLoad', () => {
  test('of ten minutes in each zone is 150', () => {
    expect(edwardsLoad([600, 600, 600, 600, 600])).toBe(150);
  });
});

describe('sessionRpeLoad', () => {
  test('of 45 minutes at effort 6 is 270', () => {
    expect(sessionRpeLoad(45, 6)).toBe(270);
  });
  test('is null when no effort was given', () => {
    expect(sessionRpeLoad(45, null)).toBeNull();
  });
  test('refuses an effort beyond the scale', () => {
    expect(() => sessionRpeLoad(45, 11)).toThrow(
      'sessionRpeLoad requires an effort between 0 and 10, got 11',
    );
  });
});
