import { describe, expect, test } from 'vitest';
import { numberFrom } from './number-from.ts';
import { change, decimal, duration, percent } from './numbers.ts';
import { sportName } from './sport-name.ts';
import { unitsFormat } from './units.ts';

describe('what is unknown', () => {
  test('is a dash everywhere and never 0', () => {
    const units = unitsFormat('metric', 'en');
    const written = [decimal(null), percent(null), duration(null), units.distanceText(null)];
    expect(written).toEqual(['–', '–', '–', '–']);
  });
});

describe('units', () => {
  const metric = unitsFormat('metric', 'en');
  test('turn miles and feet into what the athlete chose', () => {
    expect(metric.distanceText(10)).toBe('16.1 km');
    expect(metric.climbText(3000)).toBe('914 m');
    expect(unitsFormat('imperial', 'en').distanceText(10)).toBe('10.0 mi');
  });
  test('come back as they went', () => {
    expect(metric.feetFromClimb(metric.climb(1234))).toBeCloseTo(1234, 9);
    expect(metric.poundsFromWeight(metric.weight(160))).toBeCloseTo(160, 9);
  });
});

describe('numbers', () => {
  test('have a true minus, but none for nothing', () => {
    const point = (0.5).toLocaleString().charAt(1);
    expect(decimal(-0.152)).toBe(`−0${point}15`);
    expect(decimal(-0.001)).toBe(`0${point}00`);
  });
  test('compare with the week before, if there was one', () => {
    expect(change(12, 10)).toBe('+20 %');
    expect(change(8, 10)).toBe('−20 %');
    expect(change(10, 10)).toBe('as much');
    expect(change(10, 0)).toBeNull();
  });
  test('are read with a point or a comma', () => {
    expect(numberFrom('62,5', 0, 100)).toBe(62.5);
    expect(numberFrom(' ', 0, 100)).toBeNull();
    expect(numberFrom('101', 0, 100)).toBe('impossible');
    expect(numberFrom('six', 0, 100)).toBe('impossible');
  });
  test('tell a duration in hours and minutes', () => {
    expect(duration(3725)).toBe('1 h 02 min');
    expect(duration(3599)).toBe('1 h 00 min');
  });
});

describe('sportName', () => {
  test('makes words of Strava’s types', () => {
    expect(sportName('TrailRun')).toBe('Trail run');
    expect(sportName('EBikeRide')).toBe('E-bike ride');
  });
});
