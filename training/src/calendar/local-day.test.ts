import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayFromOrdinal,
  dayInYear,
  dayOfYear,
  dayOrdinal,
  daysBetween,
  isLocalDay,
  localDay,
  yearOf,
} from './local-day.ts';

describe('isLocalDay', () => {
  test.each(['2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) => {
    expect(isLocalDay(text)).toBe(true);
  });
  test.each([
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-1-1',
    '0000-01-01',
    '',
    'today',
  ])('%j does not', (text) => {
    expect(isLocalDay(text)).toBe(false);
    expect(() => localDay(text)).toThrow(RangeError);
  });
});

describe('dayOrdinal', () => {
  // Python: date(2025, 8, 16).toordinal(), and so on.
  test.each([
    ['0001-01-01', 1],
    ['1970-01-01', 719_163],
    ['2025-08-16', 739_479],
    ['9999-12-31', 3_652_059],
  ])('of %s is %d, as in Python', (day, ordinal) => {
    expect(dayOrdinal(localDay(day))).toBe(ordinal);
    expect(dayFromOrdinal(ordinal)).toBe(day);
  });
  test('is undone by dayFromOrdinal on every day there is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_652_059 }), (ordinal) => {
        expect(dayOrdinal(dayFromOrdinal(ordinal))).toBe(ordinal);
      }),
    );
  });
  test.each([0, -5, 1.5, 3_652_060, Number.NaN])('has no day for %d', (ordinal) => {
    expect(() => dayFromOrdinal(ordinal)).toThrow(/^dayFromOrdinal requires a whole number/);
  });
});

describe('addDays', () => {
  test('crosses a leap day', () => {
    expect(addDays(localDay('2024-02-28'), 2)).toBe('2024-03-01');
    expect(addDays(localDay('2023-02-28'), 1)).toBe('2023-03-01');
  });
  test('is measured by daysBetween, daylight saving or not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 700_000, max: 760_000 }),
        fc.integer({ min: -900, max: 900 }),
        (ordinal, days) => {
          const day = dayFromOrdinal(ordinal);
          expect(daysBetween(day, addDays(day, days))).toBe(days);
        },
      ),
    );
  });
});

describe('dayOfYear', () => {
  test('is 366 on the last day of a leap year', () => {
    expect(dayOfYear(localDay('2024-12-31'))).toBe(366);
    expect(dayOfYear(localDay('2025-12-31'))).toBe(365);
  });
  test('is undone by dayInYear', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_652_059 }).map(dayFromOrdinal), (day) => {
        expect(dayInYear(yearOf(day), dayOfYear(day))).toBe(day);
      }),
    );
  });
});
