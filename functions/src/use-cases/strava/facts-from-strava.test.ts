import { describe, expect, test } from 'vitest';
import type { StravaActivity } from '../../ports/strava.ts';
import { factsFromStrava, heartRateFromStreams } from './facts-from-strava.ts';

const anActivity = (changes: Partial<StravaActivity> = {}): StravaActivity => ({
  id: '9000000001',
  name: 'Lunch run',
  sport: 'Run',
  startDate: '2025-10-19T20:00:00Z',
  startDateLocal: '2025-10-19T16:00:00Z',
  timeZoneText: '(GMT-05:00) America/New_York',
  distanceM: 8000,
  movingTimeS: 2400,
  elapsedTimeS: 2500,
  elevationGainM: 34,
  averageHeartRate: 146.8,
  maxHeartRate: 162,
  deviceName: 'A watch',
  manual: false,
  ...changes,
});

describe('factsFromStrava', () => {
  test('takes the day from the wall clock, whatever the zone says', () => {
    const late = anActivity({
      startDate: '2025-10-20T02:30:00Z',
      startDateLocal: '2025-10-19T22:30:00Z',
      timeZoneText: '(GMT+12:00) Pacific/Auckland',
    });
    expect(factsFromStrava(late)).toMatchObject({
      localDay: '2025-10-19',
      startedAt: '2025-10-20T02:30:00.000Z',
      timeZone: 'Pacific/Auckland',
    });
  });

  test('knows legacy zones, and leaves a zone it cannot read unknown', () => {
    const zone = (timeZoneText: string | null) => factsFromStrava(anActivity({ timeZoneText }));
    expect(zone('(GMT-05:00) US/Eastern')?.timeZone).toBe('US/Eastern');
    expect(zone('(GMT-05:00) Atlantis')?.timeZone).toBeNull();
    expect(zone(null)?.timeZone).toBeNull();
  });

  test('keeps unknown apart from zero: no distance, no heart rate, an impossible heart rate', () => {
    const facts = factsFromStrava(
      anActivity({
        distanceM: 0,
        elevationGainM: null,
        averageHeartRate: null,
        maxHeartRate: null,
      }),
    );
    expect(facts).toMatchObject({ distanceM: null, elevationGainM: null, heartRate: null });
    const faulty = factsFromStrava(anActivity({ averageHeartRate: 12 }));
    expect(faulty?.heartRate).toBeNull();
  });

  test('gives the average alone until there are samples', () => {
    expect(factsFromStrava(anActivity())?.heartRate).toEqual({
      avgBpm: 146.8,
      maxBpm: 162,
      histogram: null,
    });
  });

  test('is null for what nobody can have done', () => {
    expect(factsFromStrava(anActivity({ movingTimeS: 2_000_000 }))).toBeNull();
    expect(factsFromStrava(anActivity({ distanceM: 50_000_000 }))).toBeNull();
  });
});

describe('heartRateFromStreams', () => {
  test('counts a sample until the next, at most 30 s, while moving', () => {
    const heartRate = heartRateFromStreams({
      timesS: [0, 10, 20, 100, 110],
      heartRates: [120, 130, 140, 150, 150],
      moving: [true, true, true, false, true],
    });
    expect(heartRate?.histogram?.seconds.reduce((a, b) => a + b)).toBe(50);
    expect(heartRate?.avgBpm).toBeCloseTo((120 * 10 + 130 * 10 + 140 * 30) / 50, 9);
  });

  test('is null where no sample holds', () => {
    expect(
      heartRateFromStreams({ timesS: [0, 1], heartRates: [null, null], moving: null }),
    ).toBeNull();
    expect(heartRateFromStreams({ timesS: [], heartRates: [], moving: null })).toBeNull();
  });
});
