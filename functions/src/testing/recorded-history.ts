import { existsSync, readFileSync } from 'node:fs';
import { localDay, type ActivityFacts } from '@training-monkey/training';
import { z } from 'zod';

/** Eight years of one athlete, recorded from Strava; read in place, never copied. */
const RECORDING = new URL(
  '../../../../shared/data/strava-api-dblock/athlete_activities_slim.json',
  import.meta.url,
);

/** Whether it is there; says so where it is not. */
export function hasRecordedHistory(): boolean {
  const isThere = existsSync(RECORDING);
  if (!isThere) console.error('the real history: skipped, ../shared/data is not there');
  return isThere;
}

const summaries = z.array(
  z.object({
    sport_type: z.string(),
    start_date: z.string(),
    start_date_local: z.string(),
    distance: z.number(),
    moving_time: z.number(),
    elapsed_time: z.number(),
    total_elevation_gain: z.number(),
    average_heartrate: z.number().optional(),
    max_heartrate: z.number().optional(),
  }),
);

export function recordedFacts(): ActivityFacts[] {
  return summaries.parse(JSON.parse(readFileSync(RECORDING, 'utf8'))).map((one) => ({
    startedAt: new Date(one.start_date).toISOString(),
    localDay: localDay(one.start_date_local.slice(0, 10)),
    timeZone: null,
    name: one.sport_type,
    sport: one.sport_type,
    movingTimeS: one.moving_time,
    elapsedTimeS: one.elapsed_time,
    distanceM: one.distance,
    elevationGainM: one.total_elevation_gain,
    heartRate:
      one.average_heartrate === undefined
        ? null
        : { avgBpm: one.average_heartrate, maxBpm: one.max_heartrate ?? null, histogram: null },
    deviceName: null,
  }));
}
