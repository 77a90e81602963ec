import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aThresholdSet } from '../testing/a-threshold-set.ts';
import { histogramSeconds } from './histogram-seconds.ts';
import { timeInZones } from './time-in-zones.ts';
import { zoneEdges } from './zone-edges.ts';

describe('timeInZones', () => {
  test('counts the lower edge in and the next edge out', () => {
    expect(timeInZones({ firstBpm: 133, seconds: [60, 30] }, aThresholdSet())).toEqual([
      60, 30, 0, 0, 0,
    ]);
  });
  test('leaves time below zone 1 out and keeps time above the maximum in zone 5', () => {
    expect(timeInZones({ firstBpm: 119, seconds: [7, 11] }, aThresholdSet())).toEqual([
      11, 0, 0, 0, 0,
    ]);
    expect(timeInZones({ firstBpm: 230, seconds: [13] }, aThresholdSet())).toEqual([
      0, 0, 0, 0, 13,
    ]);
  });
  test('takes five custom edges as they are', () => {
    const zones = { method: 'custom' as const, edges: [100, 110.5, 120, 130, 140] };
    expect(zoneEdges(aThresholdSet({ zones }))).toEqual(zones.edges);
    expect(timeInZones({ firstBpm: 110, seconds: [1, 2] }, aThresholdSet({ zones }))).toEqual([
      1, 2, 0, 0, 0,
    ]);
  });
  test('loses no second that lies at or above the lowest edge', () => {
    const seconds = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 120, max: 190 }), seconds, (firstBpm, spent) => {
        const histogram = { firstBpm, seconds: spent };
        const inZones = timeInZones(histogram, aThresholdSet()).reduce((a, b) => a + b, 0);
        expect(inZones).toBe(histogramSeconds(histogram));
      }),
    );
  });
});
