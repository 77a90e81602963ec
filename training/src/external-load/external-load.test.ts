import { describe, expect, test } from 'vitest';
import { sportFamilyOf } from '../sport/sport-family-of.ts';
import { climbFeetPerMile } from './climb-feet-per-mile.ts';
import { cyclingMilesPerRunningMile } from './cycling-miles-per-running-mile.ts';
import { elevationLoadMiles } from './elevation-load-miles.ts';
import { equivalentMiles } from './equivalent-miles.ts';
import {
  feetFromMetres,
  metresFromFeet,
  metresFromMiles,
  milesFromMetres,
} from './length-units.ts';

const FAMILIES = {
  foot: ['Run', 'TrailRun', 'VirtualRun', 'Walk', 'Hike', 'Snowshoe'],
  cycling: ['Ride', 'GravelRide', 'MountainBikeRide', 'VirtualRide', 'Velomobile', 'Handcycle'],
  swimming: ['Swim', 'OpenWaterSwim'],
  rowing: ['VirtualRow', 'Rowing'],
  skiTouring: ['BackcountrySki', 'NordicSki', 'RollerSki'],
  strength: [
    'WeightTraining',
    'Workout',
    'Crossfit',
    'HighIntensityIntervalTraining',
    'Yoga',
    'Pilates',
  ],
  other: ['EBikeRide', 'EMountainBikeRide', 'AlpineSki', 'Golf', 'Soccer', 'run', ''],
} as const;

describe('sportFamilyOf', () => {
  test.each(Object.entries(FAMILIES).flatMap(([f, sports]) => sports.map((s) => [s, f] as const)))(
    '%s is %s',
    (sport, family) => {
      expect(sportFamilyOf(sport)).toBe(family);
    },
  );
});

describe('equivalentMiles', () => {
  const TEN_MILES_M = 16093.44;
  const work = { distanceM: TEN_MILES_M, movingTimeS: 7200, perceivedEffort: null };
  test.each([
    ['Run', 10],
    ['Hike', 10],
    ['Ride', 2.5],
    ['Swim', 40],
    ['OpenWaterSwim', 42],
    ['VirtualRow', 15],
    ['Rowing', 17],
    ['NordicSki', 12],
  ])('of ten miles in two hours of %s are %d', (sport, miles) => {
    expect(equivalentMiles({ ...work, sport })).toBeCloseTo(miles, 12);
  });
  test.each(FAMILIES.other)('of %j are unknown', (sport) => {
    expect(equivalentMiles({ ...work, sport })).toBeNull();
  });
  test('of strength are hours × effort × 0.30, effort 6 when none was given', () => {
    const lift = { sport: 'WeightTraining', distanceM: null, movingTimeS: 5400 };
    expect(equivalentMiles({ ...lift, perceivedEffort: 8 })).toBeCloseTo(3.6, 12);
    expect(equivalentMiles({ ...lift, perceivedEffort: null })).toBeCloseTo(2.7, 12);
  });
  test.each([null, 0])('are unknown when the distance is %j and needed', (distanceM) => {
    expect(equivalentMiles({ ...work, sport: 'Run', distanceM })).toBeNull();
    expect(equivalentMiles({ ...work, sport: 'Ride', distanceM })).toBeNull();
  });
  test('of a ride of unknown speed are a quarter', () => {
    expect(equivalentMiles({ ...work, sport: 'Ride', movingTimeS: 0 })).toBeCloseTo(2.5, 12);
  });
  test.each([
    [12, 4],
    [16, 3.5],
    [20, 2.9],
  ])('at exactly %d mph still use %d, in spite of metres', (mph, divisor) => {
    for (const hours of [1, 0.7, 1.1, 3.3]) {
      const distanceM = mph * hours * 1609.344;
      const miles = equivalentMiles({
        ...work,
        sport: 'Ride',
        distanceM,
        movingTimeS: hours * 3600,
      });
      expect(miles).toBeCloseTo((mph * hours) / divisor, 9);
    }
  });
});

describe('cyclingMilesPerRunningMile', () => {
  test.each([
    [null, 4.0],
    [5, 4.0],
    [12, 4.0],
    [12.01, 3.5],
    [16, 3.5],
    [16.01, 2.9],
    [20, 2.9],
    [20.01, 2.4],
    [35, 2.4],
  ])('at %j mph is %d', (mph, divisor) => {
    expect(cyclingMilesPerRunningMile(mph)).toBe(divisor);
  });
});

describe('climbFeetPerMile', () => {
  test('is the athlete’s choice on foot alone', () => {
    expect(climbFeetPerMile('foot', 528)).toBe(528);
    expect(climbFeetPerMile('foot', 667)).toBe(667);
    expect(climbFeetPerMile('cycling', 528)).toBe(1100);
    expect(climbFeetPerMile('skiTouring', 528)).toBe(500);
  });
  test.each(['swimming', 'rowing', 'strength', 'other'] as const)('is null for %s', (family) => {
    expect(climbFeetPerMile(family, 750)).toBeNull();
  });
});

describe('elevationLoadMiles', () => {
  test('of 3000 ft on foot is 4', () => {
    expect(elevationLoadMiles(3000, 750)).toBe(4);
  });
  test('is 0 where climb weighs nothing or was not recorded', () => {
    expect(elevationLoadMiles(3000, null)).toBe(0);
    expect(elevationLoadMiles(null, 750)).toBe(0);
  });
  test('refuses a rule of 0 feet', () => {
    expect(() => elevationLoadMiles(3000, 0)).toThrow(
      'elevationLoadMiles requires feetPerMile above 0, got 0',
    );
  });
});

describe('length units', () => {
  test('follow the definitions', () => {
    expect(milesFromMetres(1609.344)).toBe(1);
    expect(metresFromMiles(1)).toBe(1609.344);
    expect(feetFromMetres(100)).toBeCloseTo(328.084, 9);
    expect(metresFromFeet(328.084)).toBeCloseTo(100, 9);
  });
});
