import { describe, expect, test } from 'vitest';
import { heartRateCoverage } from './heart-rate-coverage.ts';

describe('heartRateCoverage', () => {
  test('is the share of moving time with heart rate', () => {
    expect(heartRateCoverage({ firstBpm: 120, seconds: [900] }, 3600)).toBe(0.25);
  });
  test('is at most 1', () => {
    expect(heartRateCoverage({ firstBpm: 120, seconds: [3700] }, 3600)).toBe(1);
  });
  test('is null without a histogram or without moving time', () => {
    expect(heartRateCoverage(null, 3600)).toBeNull();
    expect(heartRateCoverage({ firstBpm: 120, seconds: [900] }, 0)).toBeNull();
  });
});
