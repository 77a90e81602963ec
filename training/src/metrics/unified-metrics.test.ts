import { describe, expect, test } from 'vitest';
import { addDays, localDay } from '../calendar/local-day.ts';
import { defaultAthleteSettings } from '../documents/athlete-settings.ts';
import { FORMULA_VERSION } from '../formula-version.ts';
import { aHistory, dailyHistory, LAST_DAY, type RowOnDay } from '../testing/a-history.ts';
import { dailyMetrics } from './daily-metrics.ts';
import { unifiedMetrics } from './unified-metrics.ts';

const settings = defaultAthleteSettings('Europe/Berlin', '2025-03-10T00:00:00.000Z');
/** Days of training, a day off each seventh; from the end, day 0 is `LAST_DAY`. */
const weeks = (days: number, load: (daysAgo: number) => readonly [number | null, number | null]) =>
  dailyHistory(
    Array.from({ length: days }, (_, i) => {
      const daysAgo = days - 1 - i;
      return daysAgo % 7 === 3 ? ([0, 0] as const) : load(daysAgo);
    }),
  );

describe('unifiedMetrics', () => {
  test('of steady training is a calm day', () => {
    expect(
      unifiedMetrics(
        weeks(70, () => [6, 60]),
        settings,
        LAST_DAY,
      ),
    ).toMatchObject({
      asOf: LAST_DAY,
      formulaVersion: FORMULA_VERSION,
      heartRatesConfirmed: false,
      historyDays: 69,
      warmingUp: false,
      acuteActivityCount: 6,
      chronicActivityCount: 24,
      sevenDayLoad: 36,
      previousSevenDayTrimp: 360,
      acuteChronicRatio: 1,
      trimpAcuteChronicRatio: 1,
      externalBand: 'sweet-spot',
      internalBand: 'sweet-spot',
      normalizedDivergence: 0,
      divergenceLow: 0,
      divergenceHigh: 0,
      verdict: 'steady',
      doubt: null,
      daysSinceRest: 3,
      injuryRiskPoints: 10,
      injuryRisk: 'low',
      category: 'normal_progression',
      safetyFloor: 'none',
    });
  });

  test('without any activity knows nothing and forbids nothing', () => {
    const none = unifiedMetrics({ ledgers: [], firstDay: null }, settings, LAST_DAY);
    expect(none).toMatchObject({
      firstDay: null,
      historyDays: null,
      warmingUp: true,
      acuteChronicRatio: null,
      normalizedDivergence: null,
      coverageAcute: null,
      verdict: 'cannot-tell',
      doubt: 'no-activities',
      daysSinceRest: null,
      injuryRiskPoints: null,
      category: 'normal_progression',
      monotony: null,
      longestRunMilesToday: null,
      runSpike: null,
    });
    const before = unifiedMetrics(
      weeks(10, () => [6, 60]),
      settings,
      addDays(LAST_DAY, -10),
    );
    expect({ ...before, asOf: LAST_DAY }).toEqual(none);
  });

  test('gives no verdict in the first 28 days, except to rest at last', () => {
    const young = unifiedMetrics(
      weeks(28, () => [6, 60]),
      settings,
      LAST_DAY,
    );
    expect(young).toMatchObject({
      historyDays: 27,
      warmingUp: true,
      externalBand: null,
      injuryRisk: null,
      doubt: 'warming-up',
    });
    const grown = unifiedMetrics(
      weeks(29, () => [6, 60]),
      settings,
      LAST_DAY,
    );
    expect(grown).toMatchObject({ historyDays: 28, warmingUp: false, doubt: null });

    const restless = dailyHistory(Array.from({ length: 8 }, () => [6, 60] as const));
    expect(unifiedMetrics(restless, settings, LAST_DAY)).toMatchObject({
      daysSinceRest: 8,
      category: 'mandatory_rest',
      safetyFloor: 'rest',
    });
  });

  test('warns when the heart pays more than the work explains', () => {
    const tired = unifiedMetrics(
      weeks(70, (daysAgo) => [6, daysAgo < 7 ? 80 : 60]),
      settings,
      LAST_DAY,
    );
    // 80 · 6 / (80 · 6 + 60 · 18) · 4 = 1.230769 against 1
    expect(tired.normalizedDivergence).toBeCloseTo(-0.206897, 6);
    expect(tired).toMatchObject({
      verdict: 'overtraining',
      category: 'overtraining_risk',
      safetyFloor: 'rest',
    });
  });

  test('cannot tell, and blames nothing on divergence, when the strap was mostly forgotten', () => {
    const blind = unifiedMetrics(
      weeks(70, (daysAgo) => [6, daysAgo < 7 ? (daysAgo < 2 ? 90 : null) : 60]),
      settings,
      LAST_DAY,
    );
    expect(blind.coverageAcute).toBeCloseTo(1 / 3, 12);
    expect(blind.normalizedDivergence).toBeLessThan(-0.15);
    expect(blind).toMatchObject({
      verdict: 'cannot-tell',
      doubt: 'low-coverage',
      category: 'normal_progression',
      safetyFloor: 'none',
    });
  });

  test('cannot tell while missing heart rates could lie on both sides of a threshold', () => {
    const mixed = unifiedMetrics(
      weeks(70, (daysAgo) => [6, daysAgo < 3 ? null : daysAgo % 2 === 0 ? 40 : 80]),
      settings,
      LAST_DAY,
    );
    expect(mixed.coverageAcute).toBeGreaterThanOrEqual(0.5);
    expect(mixed.divergenceLow).toBeLessThan(-0.05);
    expect(mixed.divergenceHigh).toBeGreaterThan(0);
    expect(mixed).toMatchObject({
      verdict: 'cannot-tell',
      doubt: 'interval-straddles-threshold',
    });
  });

  test('takes a week of rest as rest, not as divergence', () => {
    const rested = unifiedMetrics(
      dailyHistory(
        Array.from({ length: 70 }, (_, i) => (i < 63 ? ([6, 60] as const) : ([0, 0] as const))),
      ),
      settings,
      LAST_DAY,
    );
    expect(rested).toMatchObject({
      acuteChronicRatio: 0,
      normalizedDivergence: 0,
      coverageAcute: null,
      verdict: 'steady',
      daysSinceRest: 0,
      category: 'undertraining_opportunity',
    });
  });

  test('compares today’s longest run with the 30 days before', () => {
    const run = (daysAgo: number, runMiles: number): RowOnDay => ({
      on: addDays(LAST_DAY, -daysAgo),
      activityId: `${daysAgo}-${runMiles}`,
      runMiles,
    });
    const spikeOf = (...rows: RowOnDay[]) => unifiedMetrics(aHistory(rows), settings, LAST_DAY);
    expect(spikeOf(run(0, 5), run(0, 12), run(1, 8), run(30, 10), run(31, 20))).toMatchObject({
      longestRunMilesToday: 12,
      longestRunMilesBefore: 10,
      runSpikeRatio: 1.2,
      runSpike: 'small',
    });
    expect(spikeOf(run(1, 8))).toMatchObject({ longestRunMilesToday: null, runSpike: null });
    expect(spikeOf(run(0, 8), run(31, 20))).toMatchObject({
      longestRunMilesBefore: null,
      runSpike: null,
    });
  });

  test('follows the risk style', () => {
    const history = weeks(70, (daysAgo) => [daysAgo < 7 ? 9 : 6, daysAgo < 7 ? 90 : 60]);
    const bandOf = (riskStyle: 'conservative' | 'aggressive') =>
      unifiedMetrics(history, { ...settings, riskStyle }, LAST_DAY);
    // 9 · 6 / (9 · 6 + 6 · 18) · 4 = 1.333
    expect(bandOf('conservative')).toMatchObject({
      externalBand: 'above',
      category: 'high_acwr_risk',
    });
    expect(bandOf('aggressive')).toMatchObject({
      externalBand: 'sweet-spot',
      category: 'normal_progression',
    });
  });
});

describe('dailyMetrics', () => {
  test('runs from the first counted activity to the day asked for', () => {
    const history = aHistory([
      { on: localDay('2024-12-30'), counted: false },
      { on: localDay('2024-12-31') },
      { on: localDay('2025-01-02'), trimp: null },
    ]);
    const days = dailyMetrics(history, settings, { to: localDay('2025-01-03') });
    expect(
      days.map(({ day, sessions, totalLoadMiles, trimp, historyDays }) => [
        day,
        sessions,
        totalLoadMiles,
        trimp,
        historyDays,
      ]),
    ).toEqual([
      ['2024-12-31', 1, 6, 60, 0],
      ['2025-01-01', 0, 0, 0, 1],
      ['2025-01-02', 1, 6, null, 2],
      ['2025-01-03', 0, 0, 0, 3],
    ]);
  });
  test('is empty before the first activity and for a span that ends before it begins', () => {
    const history = aHistory([{ on: LAST_DAY }]);
    expect(dailyMetrics(history, settings, { to: addDays(LAST_DAY, -1) })).toEqual([]);
    expect(
      dailyMetrics(history, settings, { from: addDays(LAST_DAY, 2), to: addDays(LAST_DAY, 1) }),
    ).toEqual([]);
  });
});
