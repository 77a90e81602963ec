import { describe, expect, test } from 'vitest';
import { scoreActivity } from './activity/score-activity.ts';
import type { HeartRateHistogram } from './documents/activity-facts.ts';
import { NO_ANNOTATION } from './documents/annotation.ts';
import { defaultAthleteSettings } from './documents/athlete-settings.ts';
import { normalizedDivergence } from './divergence/normalized-divergence.ts';
import { zoneEdges } from './heart-rate/zone-edges.ts';
import { dailyMetrics } from './metrics/daily-metrics.ts';
import { unifiedMetrics } from './metrics/unified-metrics.ts';
import { injuryRiskPoints } from './risk/injury-risk-points.ts';
import { RISK_STYLE_LIMITS } from './risk/risk-style-limits.ts';
import { aThresholdSet } from './testing/a-threshold-set.ts';
import { dailyHistory, LAST_DAY } from './testing/a-history.ts';
import { anActivity } from './testing/an-activity.ts';

// Every value here is copied from the project's written science, where it was worked by hand; none
// comes from this code. Printed decimals bound the tolerance, 1e-6 where they allow it.
const settings = defaultAthleteSettings('Europe/Berlin', '2025-03-10T00:00:00.000Z');

function expectWorked(actual: number | null, worked: number, decimals = 6) {
  expect(actual).not.toBeNull();
  expect(Math.abs((actual ?? Number.NaN) - worked)).toBeLessThanOrEqual(0.5001 * 10 ** -decimals);
}

describe('zones', () => {
  test.each([
    [50, 190, 'reserve', [120, 134, 148, 162, 176]],
    [44, 178, 'max', [89, 106.8, 124.6, 142.4, 160.2]],
    [44, 178, 'reserve', [111, 124.4, 137.8, 151.2, 164.6]],
  ] as const)('rest %d, max %d, by %s begin at %j', (restingHr, maxHr, method, edges) => {
    zoneEdges({ restingHr, maxHr, zones: { method } }).forEach((edge, i) => {
      expect(edge).toBeCloseTo(edges[i]!, 9);
    });
  });
});

describe('TRIMP', () => {
  const steady = (bpm: number, seconds: number): HeartRateHistogram => ({
    firstBpm: bpm,
    seconds: [seconds],
  });
  const trimpOf = (
    minutes: number,
    histogram: HeartRateHistogram | null,
    avgBpm: number,
    thresholds: Parameters<typeof aThresholdSet>[0],
  ) =>
    scoreActivity(
      anActivity({ movingTimeS: minutes * 60, heartRate: { avgBpm, maxBpm: null, histogram } }),
      NO_ANNOTATION,
      { ...settings, thresholds: [aThresholdSet(thresholds)] },
    ).trimp;

  const table = [
    {
      minutes: 60,
      bpm: 150,
      restingHr: 50,
      maxHr: 190,
      men: 108.0954,
      women: 121.4991,
      none: 114.7972,
    },
    {
      minutes: 45,
      bpm: 140,
      restingHr: 44,
      maxHr: 178,
      men: 81.6471,
      women: 91.7223,
      none: 86.6847,
    },
    {
      minutes: 30,
      bpm: 200,
      restingHr: 44,
      maxHr: 178,
      men: 130.9624,
      women: 137.0539,
      none: 134.0082,
    },
  ];
  const cases = table.flatMap(({ minutes, bpm, restingHr, maxHr, men, women, none }) => [
    { minutes, bpm, restingHr, maxHr, gender: 'male' as const, trimp: men },
    { minutes, bpm, restingHr, maxHr, gender: 'female' as const, trimp: women },
    { minutes, bpm, restingHr, maxHr, gender: 'none' as const, trimp: none },
  ]);
  test.each(cases)(
    '$minutes min at $bpm with $restingHr–$maxHr, $gender, is $trimp',
    ({ minutes, bpm, trimp, ...thresholds }) => {
      expectWorked(trimpOf(minutes, null, bpm, thresholds), trimp, 4);
      expectWorked(trimpOf(minutes, steady(bpm, minutes * 60), bpm, thresholds), trimp, 4);
    },
  );

  test('half an hour at 120 and half an hour at 180 is 131.0956 per sample, 108.0954 from the mean', () => {
    const histogram = { firstBpm: 120, seconds: [1800, ...Array<number>(59).fill(0), 1800] };
    expectWorked(trimpOf(60, histogram, 150, {}), 131.0956, 4);
    expectWorked(trimpOf(60, null, 150, {}), 108.0954, 4);
  });

  test('at or below the resting heart rate it is 0', () => {
    expect(trimpOf(60, steady(50, 3600), 50, {})).toBe(0);
    expect(trimpOf(60, steady(40, 3600), 40, {})).toBe(0);
  });
});

describe('external load', () => {
  const METRES_PER_MILE = 1609.344;
  const totalOf = (sport: string, miles: number, mph: number, feet: number) =>
    scoreActivity(
      anActivity({
        sport,
        distanceM: miles * METRES_PER_MILE,
        movingTimeS: (miles / mph) * 3600,
        elevationGainM: feet / 3.28084,
      }),
      NO_ANNOTATION,
      settings,
    ).totalLoadMiles;

  test('24 miles of riding at 15 mph are 6.857', () => {
    expectWorked(totalOf('Ride', 24, 15, 0), 6.857, 3);
  });
  test('20 miles of riding at 18 mph with 1100 ft are 7.8966', () => {
    expectWorked(totalOf('Ride', 20, 18, 1100), 7.8966, 4);
  });
  test('10 miles of running with 3000 ft are 14', () => {
    expectWorked(totalOf('Run', 10, 7, 3000), 14);
  });
});

describe('rolling windows', () => {
  const external = [
    5, 6, 0, 8, 4, 10, 0, 5, 6, 0, 8, 4, 11, 0, 6, 6, 0, 8, 5, 12, 0, 6, 7, 0, 9, 5, 14, 0,
  ];
  const trimp = [
    50, 60, 0, 80, 40, 110, 0, 50, 60, 0, 80, 40, 115, 0, 60, 60, 0, 85, 50, 125, 0, 65, 70, 0, 95,
    50, 150, 0,
  ];
  const history = dailyHistory(external.map((miles, i) => [miles, trimp[i]!] as const));
  const today = dailyMetrics(history, settings, { to: LAST_DAY }).at(-1)!;

  test.each([
    ['acuteLoad', 5.857143],
    ['chronicLoad', 5.178571],
    ['acwr', 1.131034],
    ['acuteTrimp', 61.428571],
    ['chronicTrimp', 53.392857],
    ['trimpAcwr', 1.150502],
    ['normalizedDivergence', -0.017065],
    ['naiveDivergence', -0.017065],
    ['uncoupledAcwr', 1.182692],
    ['uncoupledTrimpAcwr', 1.211268],
    ['ewmaAcwr', 1.052712],
    ['ewmaTrimpAcwr', 1.070416],
    ['monotony', 1.163118],
  ] as const)('%s of the 28 days is %d', (metric, worked) => {
    expectWorked(today[metric], worked);
  });
  test('strain of the week is 500.1409', () => {
    expectWorked(today.strain, 500.1409, 4);
  });
});

describe('divergence', () => {
  test.each([
    [1.3, 1.0, 0.26087],
    [1.0, 1.2, -0.181818],
    [0, 1.2, -2],
  ])('of %d and %d is %d', (externalRatio, internalRatio, worked) => {
    expectWorked(normalizedDivergence(externalRatio, internalRatio), worked);
  });
});

describe('constant training of one activity a day', () => {
  /** The divergences of 60 equal days of which some in the last 28 have no heart rate. */
  const divergences = (isMissing: (daysAgo: number) => boolean) => {
    const days = Array.from({ length: 60 }, (_, i) => [6, isMissing(59 - i) ? null : 60] as const);
    return unifiedMetrics(dailyHistory(days), settings, LAST_DAY);
  };
  test.each([
    [1, 0.117647, 0],
    [2, 0.26087, 0],
    [3, 0.439024, 0],
    [4, 0.666667, 0],
    [7, 2, null],
  ])('%d of the last 7 without heart rate: naive %d, matched %j', (missing, naive, matched) => {
    const metrics = divergences((daysAgo) => daysAgo < missing);
    expectWorked(metrics.naiveDivergence, naive);
    if (matched === null) expect(metrics.normalizedDivergence).toBeNull();
    else expectWorked(metrics.normalizedDivergence, matched);
  });
  test.each([
    [3, -0.113208, 0],
    [7, -0.285714, 0],
    [14, -0.666667, 0],
    [21, -1.2, 0],
  ])('%d of the older 21 without heart rate: naive %d, matched %d', (missing, naive, matched) => {
    const metrics = divergences((daysAgo) => daysAgo >= 7 && daysAgo < 7 + missing);
    expectWorked(metrics.naiveDivergence, naive);
    expectWorked(metrics.normalizedDivergence, matched);
  });
});

describe('injury-risk points', () => {
  test.each([
    ['conservative', 70],
    ['balanced', 55],
    ['adaptive', 55],
    ['aggressive', 20],
  ] as const)('of 1.41, 1.52, −0.075 and 6 days are, %s, %d', (style, points) => {
    const signs = {
      externalRatio: 1.41,
      internalRatio: 1.52,
      divergence: -0.075,
      daysSinceRest: 6,
    };
    expect(injuryRiskPoints(signs, RISK_STYLE_LIMITS[style])).toBe(points);
  });
});
