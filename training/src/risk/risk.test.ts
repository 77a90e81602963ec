import { describe, expect, test } from 'vitest';
import { addDays, localDay } from '../calendar/local-day.ts';
import { dayTotals } from '../ledger/day-totals.ts';
import { aHistory, type RowOnDay } from '../testing/a-history.ts';
import { daysSinceRest } from './days-since-rest.ts';
import { injuryRiskLevel, injuryRiskPoints, type RiskSigns } from './injury-risk-points.ts';
import { riskBand } from './risk-band.ts';
import { RISK_STYLE_LIMITS } from './risk-style-limits.ts';
import { RUN_SPIKE_HAZARD, runSpike } from './run-spike.ts';
import { safetyFloor, trainingCategory } from './training-category.ts';

const limits = RISK_STYLE_LIMITS.balanced;
const calm: RiskSigns = { externalRatio: 1, internalRatio: 1, divergence: 0, daysSinceRest: 1 };

describe('riskBand', () => {
  test.each([
    [0.79, 'under'],
    [0.8, 'sweet-spot'],
    [1.3, 'sweet-spot'],
    [1.31, 'above'],
    [1.5, 'above'],
    [1.51, 'far-above'],
    [null, null],
  ])('of %j is %j', (ratio, band) => {
    expect(riskBand(ratio, limits)).toBe(band);
  });
});

describe('daysSinceRest', () => {
  const FIRST = localDay('2025-01-01');
  const streaks = (rows: Omit<RowOnDay, 'on'>[][]) => {
    const dated = rows.flatMap((day, i) =>
      day.map((row, n) => ({ activityId: `${i}-${n}`, ...row, on: addDays(FIRST, i) })),
    );
    const to = addDays(FIRST, rows.length - 1);
    return [...daysSinceRest(dayTotals(aHistory(dated).ledgers, FIRST, to))];
  };
  test('counts from the day before the first, and starts anew with a day off', () => {
    expect(streaks([[{}], [{}], [], [{}], [{}], [{}]])).toEqual([1, 2, 0, 1, 2, 3]);
  });
  test('takes a day of at most 10 TRIMP as rest', () => {
    expect(streaks([[{}], [{ trimp: 10 }], [{ trimp: 10.1 }]])).toEqual([1, 0, 1]);
    expect(streaks([[{}], [{ trimp: 4 }, { trimp: 6 }], [{ trimp: 6 }, { trimp: 6 }]])).toEqual([
      1, 0, 1,
    ]);
  });
  test('never takes an activity without heart rate as rest', () => {
    expect(streaks([[{}], [{ trimp: null }], [{ trimp: 2 }, { trimp: null }]])).toEqual([1, 2, 3]);
  });
  test('takes a day on which all is left out as rest', () => {
    expect(streaks([[{}], [{ counted: false }]])).toEqual([1, 0]);
  });
  test('follows no streak beyond the ledger of last year', () => {
    const from = localDay('2023-06-01');
    const days = 1000;
    const rows = Array.from({ length: days }, (_, i) => ({ on: addDays(from, i) }));
    const counts = daysSinceRest(dayTotals(aHistory(rows).ledgers, from, addDays(from, days - 1)));
    const on = (day: string) => counts[rows.findIndex((row) => row.on === localDay(day))];
    expect(on('2024-12-31')).toBe(580);
    expect(on('2025-01-01')).toBe(367);
    expect(on('2025-12-31')).toBe(731);
  });
});

describe('injuryRiskPoints', () => {
  test('are 0 to 100', () => {
    const worst = { externalRatio: 3, internalRatio: 3, divergence: -2, daysSinceRest: 30 };
    const best = { externalRatio: 0.5, internalRatio: 0.5, divergence: 1, daysSinceRest: 0 };
    expect(injuryRiskPoints(worst, limits)).toBe(100);
    expect(injuryRiskPoints(best, limits)).toBe(0);
  });
  test.each([
    [1.51, 40],
    [1.5, 30],
    [1.3, 20],
    [1.1, 10],
    [0.8, 0],
  ])('for ratios of %d are %d', (ratio, points) => {
    expect(injuryRiskPoints({ ...calm, externalRatio: ratio, internalRatio: ratio }, limits)).toBe(
      points,
    );
  });
  test.each([
    [-0.26, 40],
    [-0.25, 30],
    [-0.15, 15],
    [-0.05, 0],
  ])('for a divergence of %d are %d', (divergence, points) => {
    const signs = { ...calm, externalRatio: 0.8, internalRatio: 0.8, divergence };
    expect(injuryRiskPoints(signs, limits)).toBe(points);
  });
  test.each([
    [8, 20],
    [7, 15],
    [6, 10],
    [5, 0],
  ])('for %d days without rest are %d', (daysSinceRest, points) => {
    const signs = { ...calm, externalRatio: 0.8, internalRatio: 0.8, daysSinceRest };
    expect(injuryRiskPoints(signs, limits)).toBe(points);
  });
  test('are none for what is unknown, and the known ratio stands for both', () => {
    const unknown = {
      externalRatio: null,
      internalRatio: null,
      divergence: null,
      daysSinceRest: null,
    };
    expect(injuryRiskPoints(unknown, limits)).toBe(0);
    expect(injuryRiskPoints({ ...unknown, externalRatio: 1.4 }, limits)).toBe(30);
    expect(injuryRiskPoints({ ...unknown, internalRatio: 1.4 }, limits)).toBe(30);
  });
  test.each([
    [71, 'high'],
    [70, 'moderate'],
    [41, 'moderate'],
    [40, 'low'],
  ] as const)('of %d are %s', (points, level) => {
    expect(injuryRiskLevel(points)).toBe(level);
  });
});

describe('trainingCategory', () => {
  test.each([
    [{}, 'normal_progression', 'none'],
    [{ daysSinceRest: 8, divergence: -1 }, 'mandatory_rest', 'rest'],
    [{ daysSinceRest: 7 }, 'normal_progression', 'none'],
    [{ divergence: -0.15, externalRatio: 2, internalRatio: 2 }, 'overtraining_risk', 'rest'],
    [{ externalRatio: 1.31, internalRatio: 1.31 }, 'high_acwr_risk', 'reduce'],
    [{ externalRatio: 1.31, internalRatio: 1.3 }, 'normal_progression', 'none'],
    [{ divergence: -0.06, daysSinceRest: 6 }, 'recovery_needed', 'reduce'],
    [{ divergence: -0.06, daysSinceRest: 5 }, 'normal_progression', 'none'],
    [{ divergence: -0.05, daysSinceRest: 6 }, 'normal_progression', 'none'],
    [{ externalRatio: 0.79, internalRatio: 0.79 }, 'undertraining_opportunity', 'none'],
    [{ externalRatio: 0.79, internalRatio: 0.8 }, 'normal_progression', 'none'],
    [{ externalRatio: 0.5, internalRatio: null }, 'normal_progression', 'none'],
    [{ externalRatio: 2, internalRatio: null }, 'normal_progression', 'none'],
    [{ divergence: null, daysSinceRest: 6 }, 'normal_progression', 'none'],
  ] as const)('with %j is %s, floor %s', (signs, category, floor) => {
    expect(trainingCategory({ ...calm, ...signs }, limits)).toBe(category);
    expect(safetyFloor(category)).toBe(floor);
  });
});

describe('runSpike', () => {
  test.each([
    [0.5, 'none', 1],
    [1.1, 'none', 1],
    [1.11, 'small', 1.64],
    [1.3, 'small', 1.64],
    [1.31, 'large', 1.52],
    [2, 'large', 1.52],
    [2.01, 'extreme', 2.28],
  ] as const)('of %d is %s, hazard %d', (ratio, spike, hazard) => {
    expect(runSpike(ratio)).toBe(spike);
    expect(RUN_SPIKE_HAZARD[spike]).toBe(hazard);
  });
  test('is null without a ratio', () => {
    expect(runSpike(null)).toBeNull();
  });
});
