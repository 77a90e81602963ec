import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../calendar/local-day.ts';
import { aHistory, LAST_DAY, type RowOnDay } from '../testing/a-history.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import { RISK_STYLES } from '../documents/athlete-settings.ts';
import { dayTotals } from '../ledger/day-totals.ts';
import { acuteChronicRatio } from '../windows/acute-chronic-ratio.ts';
import { windowSums } from '../windows/window-sums.ts';
import { monotonyAndStrain } from '../windows/monotony-and-strain.ts';
import { isReturning } from './is-returning.ts';
import { loadAtRatio } from './load-at-ratio.ts';
import { loadWindow } from './load-window.ts';
import { monotonousRange } from './monotonous-range.ts';
import { minutesWithin, trainingRates } from './training-rates.ts';
import { datedRows } from '../divergence/dated-rows.ts';

const ALL = { external: true, internal: true };
const load = fc.double({ min: 0.1, max: 40, noNaN: true });
/** Up to two sessions on each of the 40 days before today. */
const pasts = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), load, load), { minLength: 4, maxLength: 60 })
  .map((days) =>
    days.map(([ago, equivalentMiles, trimp], i): RowOnDay => ({
      on: addDays(LAST_DAY, -ago),
      activityId: `past-${i}`,
      equivalentMiles,
      trimp: trimp * 10,
      runMiles: equivalentMiles,
    })),
  );
const ratioWith = (past: RowOnDay[], miles: number, trimp: number) => {
  const today = { on: LAST_DAY, equivalentMiles: miles, trimp };
  const totals = dayTotals(aHistory([...past, today]).ledgers, addDays(LAST_DAY, -30), LAST_DAY);
  return {
    external: acuteChronicRatio(windowSums(totals.totalLoadMiles), 30)!,
    internal: acuteChronicRatio(windowSums(totals.trimp), 30)!,
    monotony: monotonyAndStrain(totals.trimp, 30).monotony!,
  };
};

describe('loadWindow', () => {
  test('training exactly at an edge puts the ratio at the band’s edge to 1e-9', () => {
    fc.assert(
      fc.property(pasts, fc.constantFrom(...RISK_STYLES), (past, style) => {
        const limits = RISK_STYLE_LIMITS[style];
        const window = loadWindow(aHistory(past), LAST_DAY, limits, ALL);
        const most = ratioWith(past, window.mostLoadMiles!, window.mostTrimp!);
        if (window.mostLoadMiles! > 0) expect(most.external).toBeCloseTo(limits.acwrHigh, 9);
        if (window.mostTrimp! > 0) expect(most.internal).toBeCloseTo(limits.acwrHigh, 9);
        const least = ratioWith(past, window.leastLoadMiles!, window.leastTrimp!);
        if (window.leastLoadMiles! > 0) expect(least.external).toBeCloseTo(limits.acwrLow, 9);
        if (window.leastTrimp! > 0) expect(least.internal).toBeCloseTo(limits.acwrLow, 9);
      }),
      { numRuns: 300 },
    );
  });

  test('more than the upper edge breaks the band', () => {
    fc.assert(
      fc.property(pasts, fc.double({ min: 0.01, max: 20, noNaN: true }), (past, more) => {
        const limits = RISK_STYLE_LIMITS.balanced;
        const window = loadWindow(aHistory(past), LAST_DAY, limits, ALL);
        const over = ratioWith(past, window.mostLoadMiles! + more, window.mostTrimp! + more);
        expect(over.external).toBeGreaterThan(limits.acwrHigh);
        expect(over.internal).toBeGreaterThan(limits.acwrHigh);
      }),
      { numRuns: 300 },
    );
  });

  test('the longest run is 1.1 of the longest of the 30 days before', () => {
    const past = [
      { on: addDays(LAST_DAY, -31), runMiles: 26.2 },
      { on: addDays(LAST_DAY, -30), runMiles: 10 },
      { on: LAST_DAY, runMiles: 20 },
    ];
    const window = loadWindow(aHistory(past), LAST_DAY, RISK_STYLE_LIMITS.balanced, ALL);
    expect(window.longestRunMiles).toBeCloseTo(11, 12);
  });

  test('edges that mean nothing are unknown', () => {
    const unknown = { external: false, internal: false };
    const window = loadWindow(aHistory([]), LAST_DAY, RISK_STYLE_LIMITS.balanced, unknown);
    expect(Object.values(window).every((value) => value === null)).toBe(true);
  });
});

describe('loadAtRatio', () => {
  test('solves its worked example', () => {
    expect(loadAtRatio({ six: 30, twentySeven: 140 }, 1.3)).toBeCloseTo(22.962963, 6);
  });
  test('refuses ratios that no load reaches', () => {
    expect(() => loadAtRatio({ six: 1, twentySeven: 2 }, 4)).toThrow(
      'loadAtRatio requires a ratio of at least 0 and below 4, got 4',
    );
  });
});

describe('monotonousRange', () => {
  test('solves its worked example', () => {
    const range = monotonousRange([60, 60, 60, 60, 60, 0], 2)!;
    expect(range.from).toBeCloseTo(30.169, 3);
    expect(range.to).toBeCloseTo(95.757, 3);
  });

  test('within it monotony is above the limit, outside below, at its ends equal', () => {
    const week = fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 6, maxLength: 6 });
    const limits = fc.double({ min: 0.5, max: 5, noNaN: true });
    const monotonyWith = (six: number[], today: number) =>
      monotonyAndStrain([...six, today], 6).monotony;
    fc.assert(
      fc.property(
        week,
        limits,
        fc.double({ min: 0, max: 1000, noNaN: true }),
        (six, limit, today) => {
          const range = monotonousRange(six, limit);
          const isMonotonous = (monotonyWith(six, today) ?? 0) >= limit;
          if (range === null) {
            expect(isMonotonous).toBe(false);
            return;
          }
          const isNearEnd = [range.from, range.to].some((end) => Math.abs(end - today) < 1e-6);
          if (!isNearEnd) expect(isMonotonous).toBe(today > range.from && today < range.to);
          expect(monotonyWith(six, range.to)).toBeCloseTo(limit, 6);
          if (range.from > 0) expect(monotonyWith(six, range.from)).toBeCloseTo(limit, 6);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a week without load is not monotonous, and five days are refused', () => {
    expect(monotonousRange([0, 0, 0, 0, 0, 0])).toBeNull();
    expect(() => monotonousRange([1, 2, 3, 4, 5])).toThrow('requires six days, got 5');
  });
});

describe('isReturning', () => {
  const days = (...runs: [count: number, load: number][]) =>
    runs.flatMap(([count, of]) => new Array<number>(count).fill(of));
  test.each([
    ['steady training', days([56, 1]), false],
    ['twenty days off, then a week', days([29, 1], [20, 0], [7, 1]), false],
    ['twenty-one days off, then a week', days([28, 1], [21, 0], [7, 1]), true],
    ['four weeks after a break', days([6, 1], [21, 0], [29, 1]), false],
    ['in the middle of a break', days([30, 1], [26, 0]), true],
    ['nothing at all', days([56, 0]), true],
  ])('%s: %s', (_, loads, expected) => {
    expect(isReturning(loads)).toBe(expected);
  });
});

describe('trainingRates', () => {
  const rows = [
    { on: LAST_DAY, equivalentMiles: 6, trimp: 60 },
    { on: addDays(LAST_DAY, -1), activityId: 'b', equivalentMiles: 12, trimp: null },
    {
      on: addDays(LAST_DAY, -2),
      activityId: 'c',
      sportFamily: 'cycling' as const,
      equivalentMiles: 4,
      trimp: 80,
      movingTimeS: 14_400,
    },
  ];
  const rates = trainingRates(datedRows(aHistory(rows).ledgers, LAST_DAY, 180));

  test('weighs an hour of each sport, the most practised first', () => {
    expect(rates).toEqual([
      { family: 'cycling', movingTimeS: 14_400, loadMilesPerHour: 1, trimpPerHour: 20 },
      { family: 'foot', movingTimeS: 7200, loadMilesPerHour: 9, trimpPerHour: 60 },
    ]);
  });
  test('minutes stay within both loads', () => {
    expect(minutesWithin(rates[1]!, { loadMiles: 9, trimp: 45 })).toBe(45);
    expect(minutesWithin(rates[1]!, { loadMiles: 9, trimp: null })).toBe(60);
    expect(minutesWithin(rates[1]!, { loadMiles: null, trimp: null })).toBeNull();
  });
});
