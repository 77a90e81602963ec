import { describe, expect, test } from 'vitest';
import { localDay } from '../calendar/local-day.ts';
import { NO_ANNOTATION } from '../documents/annotation.ts';
import { defaultAthleteSettings } from '../documents/athlete-settings.ts';
import { FORMULA_VERSION } from '../formula-version.ts';
import { aThresholdSet } from '../testing/a-threshold-set.ts';
import { anActivity } from '../testing/an-activity.ts';
import { scoreActivity } from './score-activity.ts';

const settings = {
  ...defaultAthleteSettings('Europe/Berlin', '2025-03-10T00:00:00.000Z'),
  thresholds: [
    aThresholdSet({ from: localDay('2025-01-01') }),
    aThresholdSet({ from: localDay('2025-09-01'), gender: 'female' }),
  ],
};
const score = (
  changes: Parameters<typeof anActivity>[0],
  annotation: Partial<typeof NO_ANNOTATION> = {},
) => scoreActivity(anActivity(changes), { ...NO_ANNOTATION, ...annotation }, settings);

describe('scoreActivity', () => {
  test('weighs a run from inside and outside', () => {
    const scored = score({ elevationGainM: 750 / 3.28084 });
    expect(scored).toMatchObject({
      sportFamily: 'foot',
      coverage: 1,
      trimpMethod: 'stream',
      edwards: 180,
      timeInZoneS: [0, 0, 3600, 0, 0],
      effortAssumed: false,
      counted: true,
      thresholdsFrom: '2025-01-01',
      formulaVersion: FORMULA_VERSION,
    });
    expect(scored.trimp).toBeCloseTo(108.0954, 4);
    expect(scored.trimpAverage).toBeCloseTo(108.0954, 4);
    expect(scored.equivalentMiles).toBeCloseTo(10, 12);
    expect(scored.elevationLoadMiles).toBeCloseTo(1, 12);
    expect(scored.totalLoadMiles).toBeCloseTo(11, 12);
  });

  test('uses the thresholds in force on the day', () => {
    const scored = score({ localDay: localDay('2025-09-01') });
    expect(scored.thresholdsFrom).toBe('2025-09-01');
    expect(scored.trimp).toBeCloseTo(121.4991, 4);
  });

  test('trusts the samples from half coverage on, else the average', () => {
    const covered = (seconds: number) =>
      score({
        heartRate: { avgBpm: 120, maxBpm: null, histogram: { firstBpm: 150, seconds: [seconds] } },
      });
    expect(covered(1800)).toMatchObject({ coverage: 0.5, trimpMethod: 'stream' });
    expect(covered(1800).trimp).toBeCloseTo(108.0954, 4);
    const thin = covered(1799);
    expect(thin.trimpMethod).toBe('average');
    expect(thin.trimp).toBe(thin.trimpAverage);
    expect(thin.timeInZoneS).toEqual([0, 0, 1799, 0, 0]);
  });

  test('uses the average when there is nothing else, and knows no zones then', () => {
    const scored = score({ heartRate: { avgBpm: 150, maxBpm: 180, histogram: null } });
    expect(scored).toMatchObject({
      coverage: null,
      trimpMethod: 'average',
      edwards: null,
      timeInZoneS: null,
    });
    expect(scored.trimp).toBeCloseTo(108.0954, 4);
  });

  test('without heart rate knows no internal load, and keeps the external', () => {
    expect(score({ heartRate: null })).toMatchObject({
      trimp: null,
      trimpMethod: null,
      trimpAverage: null,
      coverage: null,
      edwards: null,
      timeInZoneS: null,
      totalLoadMiles: 10,
    });
  });

  test('without a measure for the sport knows no external load, and keeps the internal', () => {
    const scored = score({ sport: 'EBikeRide', elevationGainM: 500 });
    expect(scored).toMatchObject({
      sportFamily: 'other',
      equivalentMiles: null,
      elevationLoadMiles: null,
      totalLoadMiles: null,
    });
    expect(scored.trimp).toBeCloseTo(108.0954, 4);
  });

  test('prefers the climb the athlete corrected, even to nothing', () => {
    expect(score({ elevationGainM: 300 }, { correctedElevationGainFeet: 1500 })).toMatchObject({
      elevationLoadMiles: 2,
    });
    expect(score({ elevationGainM: 300 }, { correctedElevationGainFeet: 0 })).toMatchObject({
      elevationLoadMiles: 0,
    });
    expect(score({ elevationGainM: null }, { correctedElevationGainFeet: 750 })).toMatchObject({
      elevationLoadMiles: 1,
    });
  });

  test('weighs climb by the athlete’s rule on foot alone', () => {
    const withRule = (sport: string) =>
      scoreActivity(
        anActivity({ sport, elevationGainM: null }),
        { ...NO_ANNOTATION, correctedElevationGainFeet: 5280 },
        { ...settings, footFeetPerMile: 528 },
      ).elevationLoadMiles;
    expect(withRule('TrailRun')).toBe(10);
    expect(withRule('Ride')).toBeCloseTo(4.8, 12);
    expect(withRule('NordicSki')).toBeCloseTo(10.56, 12);
    expect(withRule('Swim')).toBe(0);
  });

  test('marks strength work whose effort it had to assume', () => {
    const lift = { sport: 'WeightTraining', distanceM: null, elevationGainM: null };
    expect(score(lift)).toMatchObject({ effortAssumed: true });
    expect(score(lift).totalLoadMiles).toBeCloseTo(1.8, 12);
    expect(score(lift, { perceivedEffort: 9 })).toMatchObject({ effortAssumed: false });
    expect(score(lift, { perceivedEffort: 9 }).totalLoadMiles).toBeCloseTo(2.7, 12);
  });

  test('does not count what the athlete leaves out, and scores it all the same', () => {
    const scored = score({}, { leaveOut: true });
    expect(scored.counted).toBe(false);
    expect(scored.trimp).not.toBeNull();
  });
});
