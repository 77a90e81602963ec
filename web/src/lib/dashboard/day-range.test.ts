import { localDay } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { rangeStart, yearsNeeded } from './day-range.ts';

const today = localDay('2026-11-22');

describe('rangeStart', () => {
  test('counts today as the last of the days', () => {
    expect(rangeStart('7d', today, null)).toBe('2026-11-16');
  });
  test('goes back to the first session for all', () => {
    expect(rangeStart('all', today, localDay('2017-03-04'))).toBe('2017-03-04');
  });
  test('shows a fortnight of all when training began yesterday', () => {
    expect(rangeStart('all', today, localDay('2026-11-21'))).toBe('2026-11-09');
  });
});

describe('yearsNeeded', () => {
  const known = [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026];
  test('asks for two years at first, whatever there is', () => {
    expect(yearsNeeded('90d', today, null, null)).toEqual([2026, 2025]);
  });
  test('asks only for years that have a ledger', () => {
    expect(yearsNeeded('90d', today, today, [2026])).toEqual([2026]);
  });
  test('reaches further back for a year seen from January', () => {
    const first = localDay('2017-03-04');
    expect(yearsNeeded('1y', localDay('2026-01-05'), first, known)).toEqual([2026, 2025, 2024]);
  });
  test('asks for ten years at most ten times', () => {
    expect(yearsNeeded('all', today, localDay('2017-03-04'), known)).toHaveLength(10);
  });
});
