import { describe, expect, test } from 'vitest';
import { localDay } from '../calendar/local-day.ts';
import { aThresholdSet } from '../testing/a-threshold-set.ts';
import { thresholdSetFor } from './threshold-set-for.ts';

describe('thresholdSetFor', () => {
  const young = aThresholdSet({ from: localDay('2020-01-01'), maxHr: 195 });
  const older = aThresholdSet({ from: localDay('2024-06-01'), maxHr: 185 });
  test.each([
    ['2024-05-31', young],
    ['2024-06-01', older],
    ['2030-01-01', older],
  ])('on %s takes the last set from on or before it', (day, set) => {
    expect(thresholdSetFor([young, older], localDay(day))).toBe(set);
  });
  test('scores days before the first set with the first', () => {
    expect(thresholdSetFor([young, older], localDay('2010-01-01'))).toBe(young);
  });
  test('refuses an empty list', () => {
    expect(() => thresholdSetFor([], localDay('2024-06-01'))).toThrow(RangeError);
  });
});
