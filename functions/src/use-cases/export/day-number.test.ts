import { addDays, dayOrdinal, localDay } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { repeatableChance } from '../../testing/repeatable-chance.ts';
import { activityNumber } from './activity-number.ts';
import { dayNumber, restDayId } from './day-number.ts';

const FIRST = localDay('1985-01-01');
const FORTY_YEARS = 14_610;

describe('restDayId', () => {
  test('is the seed formula below user 1000: -(ordinal * 1000 + user id)', () => {
    expect(restDayId(localDay('2025-08-16'), 1)).toBe(-739_479_001n);
    for (let userId = 1; userId < 1000; userId += 37) {
      const day = addDays(FIRST, userId * 11);
      expect(restDayId(day, userId)).toBe(BigInt(-(dayOrdinal(day) * 1000 + userId)));
    }
  });

  test('is unique over 10,000 users and 40 years, by ranges: multipliers lie apart, and within one the id tells day and user', () => {
    const last = addDays(FIRST, FORTY_YEARS);
    const spans = [
      [1, 999],
      [1000, 10_000],
    ].map(([low = 0, high = 0]) => [dayNumber(FIRST, low), dayNumber(last, high)] as const);
    expect(spans[0]?.[1]).toBeLessThan(spans[1]?.[0] ?? 0n);
    for (const [userId, multiplier] of [
      [999, 1000n],
      [10_000, 1_000_000n],
    ] as const) {
      // The user id fills the remainder and never reaches the next day.
      expect(BigInt(userId)).toBeLessThan(multiplier);
      const id = dayNumber(last, userId);
      expect([id / multiplier, id % multiplier]).toEqual([
        BigInt(dayOrdinal(last)),
        BigInt(userId),
      ]);
    }
  });

  test('is unique over 10,000 users and 40 years, by a sample of 60,000', () => {
    const chance = repeatableChance(40);
    const seen = new Map<bigint, string>();
    for (let n = 0; n < 60_000; n++) {
      const day = addDays(FIRST, Math.floor(chance() * FORTY_YEARS));
      const userId = 1 + Math.floor(chance() * 10_000);
      const id = restDayId(day, userId);
      const whose = `${userId} ${day}`;
      if (seen.has(id) && seen.get(id) !== whose) expect.fail(`${whose} is ${seen.get(id) ?? ''}`);
      seen.set(id, whose);
    }
    expect(seen.size).toBeGreaterThan(58_000);
  });

  test('keeps the largest users apart from the smaller on any day of a life', () => {
    const early = localDay('0011-01-01');
    const late = localDay('9999-12-31');
    expect(dayNumber(late, 999)).toBeLessThan(dayNumber(early, 1000));
    expect(dayNumber(late, 999_999)).toBeLessThan(dayNumber(early, 1_000_000));
    expect(dayNumber(late, 999_999_999)).toBeLessThan(2n ** 63n);
  });

  test('refuses users and days for which it could not be unique', () => {
    expect(() => restDayId(FIRST, 0)).toThrow(/user id from 1 to 999999999, got 0/);
    expect(() => restDayId(FIRST, 1_000_000_000)).toThrow(RangeError);
    expect(() => restDayId(localDay('0010-12-31'), 1)).toThrow(/year 11 on, got 0010-12-31/);
  });
});

describe('activityNumber', () => {
  test("is Strava's own id for a copy from Strava", () => {
    expect(activityNumber('anna', 'strava-12345678901')).toBe(12_345_678_901n);
  });

  test('is the same each time for another activity, above all ids of Strava and within 64 bits', () => {
    const id = activityNumber('anna', 'file-1-aa');
    expect(activityNumber('anna', 'file-1-aa')).toBe(id);
    expect(activityNumber('berta', 'file-1-aa')).not.toBe(id);
    expect(id).toBeGreaterThanOrEqual(2n ** 62n);
    expect(id).toBeLessThan(2n ** 63n);
  });
});
