import { describe, expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

describe('backoffMs', () => {
  test('doubles from five seconds to an hour, half of it by chance', () => {
    expect(backoffMs(1, 0)).toBe(2500);
    expect(backoffMs(1, 1)).toBe(5000);
    expect([1, 2, 3, 4].map((failures) => backoffMs(failures, 1))).toEqual([
      5000, 10_000, 20_000, 40_000,
    ]);
    expect(backoffMs(30, 1)).toBe(3_600_000);
  });
});
