import { describe, expect, test } from 'vitest';
import { aThresholdSet } from '../testing/a-threshold-set.ts';
import { parseThresholdSet } from './parse-threshold-set.ts';

describe('parseThresholdSet', () => {
  test.each([
    { restingHr: 25, maxHr: 100 },
    { restingHr: 110, maxHr: 150 },
    { restingHr: 60, maxHr: 240 },
    { restingHr: 60, maxHr: 100 },
  ])('accepts the outermost $restingHr and $maxHr', (rates) => {
    expect(parseThresholdSet(aThresholdSet(rates))).toEqual(aThresholdSet(rates));
  });
  test.each([
    [{ restingHr: 24 }, 'restingHr between 25 and 110 bpm, got 24'],
    [{ restingHr: 111 }, 'restingHr between 25 and 110 bpm, got 111'],
    [{ restingHr: Number.NaN }, 'restingHr between 25 and 110 bpm, got NaN'],
    [{ restingHr: 30, maxHr: 99 }, 'maxHr between 100 and 240 bpm, got 99'],
    [{ maxHr: 241 }, 'maxHr between 100 and 240 bpm, got 241'],
    [{ maxHr: '190' }, 'maxHr between 100 and 240 bpm, got 190'],
    [{ restingHr: 61, maxHr: 100 }, 'maxHr at least 40 above restingHr, got 100'],
    [{ gender: 'x' }, 'gender male, female or none, got x'],
    [{ from: '2023-02-29' }, 'from an existing day as YYYY-MM-DD, got 2023-02-29'],
    [{ zones: { method: 'sideways' } }, 'zones.method reserve, max or custom, got sideways'],
    [
      { zones: { method: 'custom', edges: [100, 120, 120, 150, 170] } },
      'zones.edges ascending from zone 1 to zone 5, got 100,120,120,150,170',
    ],
    [
      { zones: { method: 'custom', edges: [100, 120] } },
      'zones.edges five lower edges, got 100,120',
    ],
    [{ surprise: 1 }, 'surprise left out: no such field is known, got 1'],
  ])('refuses %j and names the field', (changes, reason) => {
    expect(() => parseThresholdSet({ ...aThresholdSet(), ...changes })).toThrow(
      new RangeError(`parseThresholdSet requires ${reason}`),
    );
  });
  test('refuses what is no set at all', () => {
    expect(() => parseThresholdSet(undefined)).toThrow(
      new RangeError('parseThresholdSet requires a threshold set, got undefined'),
    );
  });
});
