import type { ReadActivity } from '@training-monkey/files';
import { localDay } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { importBatches } from './import-batches.ts';

const activity = (name: string): ReadActivity => ({
  fileName: `${name}.fit`,
  caution: null,
  facts: {
    startedAt: '2026-05-01T06:00:00.000Z',
    localDay: localDay('2026-05-01'),
    timeZone: null,
    name,
    sport: 'Run',
    movingTimeS: 60,
    elapsedTimeS: 60,
    distanceM: null,
    elevationGainM: null,
    heartRate: null,
    deviceName: null,
  },
});

describe('importBatches', () => {
  test('loses none and keeps their order', () => {
    const all = Array.from({ length: 251 }, (_, i) => activity(String(i)));
    expect(importBatches(all).flat()).toEqual(all);
  });
  test('sends at most a hundred at once', () => {
    const all = Array.from({ length: 201 }, (_, i) => activity(String(i)));
    expect(importBatches(all).map((batch) => batch.length)).toEqual([100, 100, 1]);
  });
  test('sends nothing for nothing', () => {
    expect(importBatches([])).toEqual([]);
  });
});
