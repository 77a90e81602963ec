import {
  addDays,
  defaultAthleteSettings,
  localDay,
  unifiedMetrics,
  type ActivityFacts,
} from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { scoredInMemory } from './scored-in-memory.ts';

const settings = defaultAthleteSettings('Europe/Berlin', '2026-06-01T00:00:00.000Z');
const first = localDay('2025-12-01');
const facts: ActivityFacts[] = Array.from({ length: 60 }, (_, i) => {
  const day = addDays(first, i);
  return {
    startedAt: `${day}T06:00:00.000Z`,
    localDay: day,
    timeZone: null,
    name: '',
    sport: 'Run',
    movingTimeS: 3600,
    elapsedTimeS: 3600,
    distanceM: 1609.344 * 5,
    elevationGainM: null,
    heartRate: { avgBpm: 140, maxBpm: null, histogram: null },
    deviceName: null,
  };
});

describe('scoredInMemory', () => {
  const { ledgers, documents } = scoredInMemory(facts, settings);
  test('keeps a ledger a year, over New Year', () => {
    expect([...ledgers.keys()]).toEqual([2025, 2026]);
    expect(documents.size).toBe(60);
  });
  test('gives equal days a ratio of 1 on both sides', () => {
    const history = { ledgers: [...ledgers.values()], firstDay: null };
    const metrics = unifiedMetrics(history, settings, addDays(first, 59));
    expect(metrics.acuteChronicRatio).toBeCloseTo(1, 12);
    expect(metrics.trimpAcuteChronicRatio).toBeCloseTo(1, 12);
    expect(metrics.normalizedDivergence).toBeCloseTo(0, 12);
  });
});
