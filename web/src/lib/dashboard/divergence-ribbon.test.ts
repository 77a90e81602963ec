import {
  addDays,
  dayOrdinal,
  defaultAthleteSettings,
  localDay,
  unifiedMetrics,
  type ActivityFacts,
} from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { scoredInMemory } from '../try/scored-in-memory.ts';
import { divergenceRibbon, placedRows } from './divergence-ribbon.ts';

const settings = defaultAthleteSettings('Europe/Berlin', '2026-06-01T00:00:00.000Z');
const first = localDay('2025-11-01');
const facts = Array.from({ length: 90 }, (_, i): ActivityFacts => {
  const day = addDays(first, i);
  const isSilent = i % 9 === 4;
  return {
    startedAt: `${day}T06:00:00.000Z`,
    localDay: day,
    timeZone: null,
    name: '',
    sport: 'Run',
    movingTimeS: 2400 + (i % 5) * 300,
    elapsedTimeS: 3600,
    distanceM: 6000 + (i % 7) * 800,
    elevationGainM: null,
    heartRate: isSilent ? null : { avgBpm: 135 + (i % 11), maxBpm: null, histogram: null },
    deviceName: null,
  };
});
const ledgers = [...scoredInMemory(facts, settings).ledgers.values()];

describe('divergenceRibbon', () => {
  test('ends where the metrics of that day put the interval', () => {
    const today = addDays(first, 89);
    const last = dayOrdinal(today);
    const ribbon = divergenceRibbon(placedRows(ledgers), last - 20, last, 'male');
    const { divergenceLow, divergenceHigh } = unifiedMetrics(
      { ledgers, firstDay: null },
      settings,
      today,
    );
    expect(ribbon).toHaveLength(21);
    expect(ribbon.at(-1)?.low).toBeCloseTo(divergenceLow!, 12);
    expect(ribbon.at(-1)?.high).toBeCloseTo(divergenceHigh!, 12);
  });
  test('thins out over ten years and still ends today', () => {
    const last = dayOrdinal(addDays(first, 89));
    const ribbon = divergenceRibbon(placedRows(ledgers), last - 3650, last, 'male');
    expect(ribbon.length).toBeLessThanOrEqual(132);
    expect(ribbon.at(-1)?.ordinal).toBe(last);
  });
});
