import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heartRateFactsFrom } from './heart-rate-facts-from.ts';
import { heartRateHistogramFrom } from './heart-rate-histogram-from.ts';
import { histogramMeanBpm } from './histogram-mean-bpm.ts';
import { histogramSeconds } from './histogram-seconds.ts';

describe('heartRateHistogramFrom', () => {
  test('lets a sample last until the next one and the last until the end', () => {
    expect(heartRateHistogramFrom({ timesS: [0, 10, 12], bpm: [120, 121, 123], endS: 20 })).toEqual(
      { firstBpm: 120, seconds: [10, 2, 0, 8] },
    );
  });
  test('gives the last sample no time when the end is not known', () => {
    expect(heartRateHistogramFrom({ timesS: [0, 10], bpm: [120, 180] })).toEqual({
      firstBpm: 120,
      seconds: [10],
    });
  });
  test('lets no sample last longer than 30 s', () => {
    expect(heartRateHistogramFrom({ timesS: [0, 30], bpm: [120, 120], endS: 900 })).toEqual({
      firstBpm: 120,
      seconds: [60],
    });
    expect(heartRateHistogramFrom({ timesS: [0], bpm: [120], endS: 31 })?.seconds).toEqual([30]);
  });
  test('takes a missing or impossible sample as time without heart rate', () => {
    const timesS = [0, 10, 20, 30, 40, 50, 60];
    const bpm = [120, null, 24.9, 250.1, Number.NaN, 0, 120];
    expect(heartRateHistogramFrom({ timesS, bpm, endS: 70 })?.seconds).toEqual([20]);
  });
  test('takes a sample without heart rate at the same time for the position of another sensor', () => {
    const timesS = [0, 0, 10, 10, 20, 20];
    const bpm = [120, null, 121, 0, 122, null];
    expect(heartRateHistogramFrom({ timesS, bpm, endS: 25 })?.seconds).toEqual([10, 10, 5]);
  });
  test('accepts 25 and 250', () => {
    const histogram = heartRateHistogramFrom({ timesS: [0, 1], bpm: [25, 250], endS: 2 });
    expect(histogram?.firstBpm).toBe(25);
    expect(histogram?.seconds).toHaveLength(226);
  });
  test('does not count time standing still', () => {
    expect(
      heartRateHistogramFrom({
        timesS: [0, 10, 20],
        bpm: [120, 120, 121],
        moving: [true, false, true],
        endS: 25,
      }),
    ).toEqual({ firstBpm: 120, seconds: [10, 5] });
  });
  test('does not count paused time, even within one sample', () => {
    const pauses = [
      { fromS: 2, toS: 4 },
      { fromS: 8, toS: 15 },
      { fromS: 22, toS: 900 },
    ];
    expect(
      heartRateHistogramFrom({ timesS: [0, 10, 20], bpm: [120, 121, 122], pauses, endS: 30 }),
    ).toEqual({ firstBpm: 120, seconds: [6, 5, 2] });
  });
  test('does not count paused time of samples that go back into the pause', () => {
    const pauses = [{ fromS: 10, toS: 20 }];
    const samples = {
      timesS: [0, 10, 21, 12, 16, 25],
      bpm: [120, 121, 122, 123, 124, 125],
      pauses,
    };
    expect(heartRateHistogramFrom(samples)?.seconds).toEqual([10, 1, 0, 0, 5]);
  });
  test('gives no time to samples that go back', () => {
    expect(heartRateHistogramFrom({ timesS: [0, 10, 5, 8], bpm: [120, 121, 122, 123] })).toEqual({
      firstBpm: 120,
      seconds: [10, 0, 3],
    });
  });
  test('is null without a valid sample that lasts', () => {
    expect(heartRateHistogramFrom({ timesS: [], bpm: [] })).toBeNull();
    expect(heartRateHistogramFrom({ timesS: [0], bpm: [120] })).toBeNull();
    expect(heartRateHistogramFrom({ timesS: [0, 5], bpm: [0, null] })).toBeNull();
  });
  test('never holds more time than the recording lasted', () => {
    const samples = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 255 }), fc.boolean()),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(samples, (steps) => {
        let now = 0;
        const timesS = steps.map(([step]) => (now += step));
        const histogram = heartRateHistogramFrom({
          timesS,
          bpm: steps.map(([, bpm]) => bpm),
          moving: steps.map(([, , moving]) => moving),
        });
        if (histogram === null) return;
        const total = histogramSeconds(histogram);
        expect(total).toBeGreaterThan(0);
        expect(total).toBeLessThanOrEqual(now - timesS[0]!);
        expect(total).toBeLessThanOrEqual(30 * steps.length);
      }),
    );
  });
});

describe('heartRateFactsFrom', () => {
  test('weighs the average by time and takes the highest rate that lasted', () => {
    expect(heartRateFactsFrom({ timesS: [0, 10], bpm: [120, 122], endS: 40 })).toEqual({
      avgBpm: 121.5,
      maxBpm: 122,
      histogram: { firstBpm: 120, seconds: [10, 0, 30] },
    });
  });
  test('is null without heart rate', () => {
    expect(heartRateFactsFrom({ timesS: [0, 10], bpm: [null, null], endS: 40 })).toBeNull();
  });
});

describe('histogramMeanBpm', () => {
  test('is null when the histogram holds no time', () => {
    expect(histogramMeanBpm({ firstBpm: 120, seconds: [0] })).toBeNull();
  });
});
