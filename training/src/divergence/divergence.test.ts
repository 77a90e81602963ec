import { describe, expect, test } from 'vitest';
import { addDays, localDay } from '../calendar/local-day.ts';
import type { Doubt } from '../documents/unified-metrics.ts';
import { trimpWeight } from '../internal-load/trimp-weight.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import { aHistory, type RowOnDay } from '../testing/a-history.ts';
import { datedRows } from './dated-rows.ts';
import { divergenceInterval } from './divergence-interval.ts';
import { divergenceVerdict, type DivergenceEvidence } from './divergence-verdict.ts';
import { normalizedDivergence } from './normalized-divergence.ts';
import { percentile } from './percentile.ts';
import { trimpPerMinuteRange } from './trimp-per-minute-range.ts';

const TODAY = localDay('2025-03-10');
const ago = (days: number, changes: Partial<RowOnDay> = {}): RowOnDay => ({
  on: addDays(TODAY, -days),
  ...changes,
});
const rowsOf = (rows: RowOnDay[]) => datedRows(aHistory(rows).ledgers, TODAY, 180);
const WITHOUT_HEART_RATE = { trimp: null, trimpMethod: null };

describe('normalizedDivergence', () => {
  test('is 0 when both ratios are 0 and null when either is unknown', () => {
    expect(normalizedDivergence(0, 0)).toBe(0);
    expect(normalizedDivergence(null, 1)).toBeNull();
    expect(normalizedDivergence(1, null)).toBeNull();
  });
  test('changes its sign when work and heart change places', () => {
    expect(normalizedDivergence(1.3, 0.9)).toBe(-normalizedDivergence(0.9, 1.3)!);
    expect(normalizedDivergence(1.2, 0)).toBe(2);
  });
  test('refuses a negative ratio', () => {
    expect(() => normalizedDivergence(-1, 1)).toThrow(
      'normalizedDivergence requires ratios of at least 0, got -1 and 1',
    );
  });
});

describe('percentile', () => {
  // R: quantile(c(1, 2, 3, 4, 10), c(0.1, 0.5, 0.9)) gives 1.4, 3.0, 7.6
  test.each([
    [0.1, 1.4],
    [0.5, 3],
    [0.9, 7.6],
    [0, 1],
    [1, 10],
  ])('%d of 1, 2, 3, 4, 10 is %d, as in R', (fraction, value) => {
    expect(percentile([1, 2, 3, 4, 10], fraction)).toBeCloseTo(value, 12);
  });
  test('of one value is that value', () => {
    expect(percentile([7], 0.9)).toBe(7);
  });
  test('refuses no values and no fraction', () => {
    expect(() => percentile([], 0.5)).toThrow('percentile requires at least one value, got none');
    expect(() => percentile([1], 2)).toThrow(
      'percentile requires a fraction between 0 and 1, got 2',
    );
  });
});

describe('datedRows', () => {
  test('crosses the year, both ends of the window included', () => {
    const rows = rowsOf([ago(0), ago(69), ago(179), ago(180), ago(-1), ago(5, { counted: false })]);
    expect(rows.map(({ daysAgo }) => daysAgo).sort((a, b) => a - b)).toEqual([0, 69, 179]);
  });
});

describe('trimpPerMinuteRange', () => {
  const paces = [1, 2, 3, 4, 10].map((rate, i) => ago(i, { trimp: rate * 60 }));
  test('is the 10th to 90th percentile of the athlete’s own activities of the family', () => {
    const range = trimpPerMinuteRange(rowsOf(paces), 'foot', 'male');
    expect(range.low).toBeCloseTo(1.4, 12);
    expect(range.high).toBeCloseTo(7.6, 12);
  });
  test('falls back on easy to hard while there are fewer than five', () => {
    const fallback = { low: trimpWeight(0.3, 'female'), high: trimpWeight(0.9, 'female') };
    expect(trimpPerMinuteRange(rowsOf(paces.slice(1)), 'foot', 'female')).toEqual(fallback);
    expect(trimpPerMinuteRange(rowsOf(paces), 'cycling', 'female')).toEqual(fallback);
  });
  test('passes over what has no TRIMP or took no time', () => {
    const useless = [ago(10, WITHOUT_HEART_RATE), ago(11, { movingTimeS: 0, trimp: 5 })];
    expect(trimpPerMinuteRange(rowsOf([...paces, ...useless]), 'foot', 'male').low).toBeCloseTo(
      1.4,
      12,
    );
  });
});

describe('divergenceInterval', () => {
  const month = Array.from({ length: 28 }, (_, i) => ago(i));

  test('is one point when every heart rate is known', () => {
    expect(divergenceInterval(rowsOf(month), 'male')).toEqual({ low: 0, high: 0 });
  });
  test('is one point for an athlete who always goes the same', () => {
    const gaps = month.map((row, i) => (i < 3 ? { ...row, ...WITHOUT_HEART_RATE } : row));
    const { low, high } = divergenceInterval(rowsOf(gaps), 'male');
    expect(low).toBeCloseTo(0, 12);
    expect(high).toBeCloseTo(0, 12);
  });
  test('fills gaps with the athlete’s easy and hard', () => {
    // Known: 24 days, half of them at 1 and half at 2 a minute; the last 4 days unknown, an hour each.
    const rows = month.map((row, i) =>
      i < 4 ? { ...row, ...WITHOUT_HEART_RATE } : { ...row, trimp: i % 2 === 0 ? 60 : 120 },
    );
    const ratioIf = (filling: number) => {
      const acute = 60 + 120 + 60 + 4 * filling;
      const chronic = 12 * 60 + 12 * 120 + 4 * filling;
      return (acute / 7 / chronic) * 28;
    };
    const { low, high } = divergenceInterval(rowsOf(rows), 'male');
    expect(low).toBeCloseTo(normalizedDivergence(1, ratioIf(120))!, 12);
    expect(high).toBeCloseTo(normalizedDivergence(1, ratioIf(60))!, 12);
  });
  test('leaves out activities without external load, which nothing can fill', () => {
    const golf = ago(1, {
      activityId: 'golf',
      sportFamily: 'other',
      equivalentMiles: null,
      trimp: 500,
    });
    expect(divergenceInterval(rowsOf([...month, golf]), 'male')).toEqual({ low: 0, high: 0 });
  });
  test('is unknown without load in four weeks', () => {
    expect(divergenceInterval(rowsOf([ago(40)]), 'male')).toEqual({ low: null, high: null });
    expect(divergenceInterval([], 'male')).toEqual({ low: null, high: null });
  });
});

describe('divergenceVerdict', () => {
  const evidence = (d: number | null, changes: Partial<DivergenceEvidence> = {}) => ({
    divergence: {
      normalizedDivergence: d,
      naiveDivergence: d,
      coverageAcute: 1,
      coverageChronic: 1,
    },
    interval: { low: d, high: d },
    chronicActivityCount: 12,
    warmingUp: false,
    ...changes,
  });
  const covered = (coverageAcute: number | null, coverageChronic: number | null) => ({
    divergence: { ...evidence(0).divergence, coverageAcute, coverageChronic },
  });
  const limits = RISK_STYLE_LIMITS.balanced;

  test.each([
    [-0.151, 'overtraining'],
    [-0.15, 'overtraining'],
    [-0.149, 'strained'],
    [-0.051, 'strained'],
    [-0.05, 'steady'],
    [0.4, 'steady'],
  ] as const)('of %d is %s', (d, verdict) => {
    expect(divergenceVerdict(evidence(d), limits)).toEqual({ verdict, doubt: null });
  });

  test.each<[string, DivergenceEvidence, Doubt]>([
    ['no activities', evidence(0, { chronicActivityCount: 0, warmingUp: true }), 'no-activities'],
    ['a short history', evidence(0, { warmingUp: true }), 'warming-up'],
    ['no divergence', evidence(null), 'no-heart-rate'],
    ['a thin week', evidence(0, covered(0.49, 0.9)), 'low-coverage'],
    ['a thin month', evidence(0, covered(0.9, 0.49)), 'low-coverage'],
    [
      'an interval round a threshold',
      evidence(-0.06, { interval: { low: -0.09, high: -0.04 } }),
      'interval-straddles-threshold',
    ],
    [
      'an interval that contradicts the matched value',
      evidence(-0.2, { interval: { low: 0, high: 0.1 } }),
      'interval-straddles-threshold',
    ],
  ])('cannot tell with %s', (_, unclear, doubt) => {
    expect(divergenceVerdict(unclear, limits)).toEqual({ verdict: 'cannot-tell', doubt });
  });

  test('trusts half coverage, and a week of rest', () => {
    expect(divergenceVerdict(evidence(0, covered(0.5, 0.5)), limits).verdict).toBe('steady');
    expect(divergenceVerdict(evidence(0, covered(null, 0.9)), limits).verdict).toBe('steady');
  });
});
