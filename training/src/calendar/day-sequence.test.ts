import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daySequence } from './day-sequence.ts';
import { addDays, dayFromOrdinal, localDay } from './local-day.ts';

describe('daySequence', () => {
  test('counts over a leap day', () => {
    expect(daySequence(localDay('2024-02-28'), 3)).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ]);
    expect(daySequence(localDay('2024-02-28'), 0)).toEqual([]);
  });
  test('agrees with adding days one by one, in every century', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_640_000 }).map(dayFromOrdinal),
        fc.integer({ min: 1, max: 800 }),
        (from, length) => {
          const days = daySequence(from, length);
          expect(days).toHaveLength(length);
          expect(days.at(-1)).toBe(addDays(from, length - 1));
          expect(days).toEqual(Array.from({ length }, (_, i) => addDays(from, i)));
        },
      ),
      { numRuns: 50 },
    );
  });
});
