import { defaultAthleteSettings, localDay, type ThresholdSet } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { thresholdProblems, withThresholdSet } from './threshold-edit.ts';

const sets = defaultAthleteSettings('Europe/Berlin', '2026-06-01T00:00:00.000Z').thresholds;
const first = sets[0]!;
const from = (day: string, maxHr = 190): ThresholdSet => ({ ...first, from: localDay(day), maxHr });

describe('thresholdProblems', () => {
  test('names the field and what it takes', () => {
    expect(thresholdProblems({ ...first, restingHr: 20 }).restingHr).toContain('25 and 110');
    expect(thresholdProblems({ ...first, restingHr: 100, maxHr: 120 }).maxHr).toContain('40 above');
    expect(thresholdProblems({ ...first, maxHr: Number.NaN }).maxHr).toContain('100 and 240');
  });
  test('has nothing to say about a sound set', () => {
    expect(thresholdProblems(first)).toEqual({});
  });
});

describe('withThresholdSet', () => {
  test('keeps the sets in order of their days', () => {
    const later = withThresholdSet(sets, from('2026-05-01'), null);
    const both = withThresholdSet(later, from('2025-05-01'), null);
    expect(both.map((set) => set.from)).toEqual(['1970-01-01', '2025-05-01', '2026-05-01']);
  });
  test('has one set a day: a second replaces the first', () => {
    const one = withThresholdSet(sets, from('2026-05-01', 190), null);
    const two = withThresholdSet(one, from('2026-05-01', 195), null);
    expect(two.map((set) => set.maxHr)).toEqual([178, 195]);
  });
  test('moves a set to another day without leaving the old one', () => {
    const old = from('2026-05-01');
    const one = withThresholdSet(sets, old, null);
    const moved = withThresholdSet(one, from('2026-05-08'), old);
    expect(moved.map((set) => set.from)).toEqual(['1970-01-01', '2026-05-08']);
  });
});
