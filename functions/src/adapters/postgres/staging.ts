import type { DailyMetrics } from '@training-monkey/training';
import type { ActivityRow } from '../../ports/mirror-rows.ts';
import type { CopyValue } from './copy-text.ts';

/** Tables of one connection that are empty between transactions. */
export const STAGING = `
  CREATE TEMPORARY TABLE IF NOT EXISTS staged_activities (
    activity_id bigint, document_id text, date date, name text, type text,
    distance_miles double precision, elevation_gain_feet double precision,
    elevation_load_miles double precision, total_load_miles double precision,
    avg_heart_rate double precision, max_heart_rate double precision,
    duration_minutes double precision, trimp double precision,
    time_in_zone1 double precision, time_in_zone2 double precision,
    time_in_zone3 double precision, time_in_zone4 double precision,
    time_in_zone5 double precision,
    weight_lbs double precision, perceived_effort double precision, feeling_score integer,
    notes text, source text, started_at timestamptz, counted boolean,
    corrected_elevation_gain_feet double precision,
    histogram_first_bpm integer, histogram_seconds double precision[],
    coverage double precision, trimp_method text, trimp_average double precision,
    equivalent_miles double precision
  ) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS staged_ids (activity_id bigint) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS staged_rest_days (activity_id bigint, date date)
    ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS staged_days (LIKE app_daily_metrics) ON COMMIT DELETE ROWS;
`;

/** In the order of `staged_activities`. */
export function activityValues(row: ActivityRow): CopyValue[] {
  return [
    ...[row.activityId, row.documentId, row.date, row.name, row.type],
    ...[row.distanceMiles, row.elevationGainFeet, row.elevationLoadMiles, row.totalLoadMiles],
    ...[row.avgHeartRate, row.maxHeartRate, row.durationMinutes, row.trimp],
    ...row.timeInZones,
    ...[row.weightLbs, row.perceivedEffort, row.feelingScore, row.notes],
    ...[row.source, row.startedAt, row.counted, row.correctedElevationGainFeet],
    ...[row.histogramFirstBpm, row.histogramSeconds],
    ...[row.coverage, row.trimpMethod, row.trimpAverage, row.equivalentMiles],
  ];
}

/** In the order of `app_daily_metrics`. */
export function dayValues(userId: number, day: DailyMetrics): CopyValue[] {
  return [
    ...[userId, day.day, day.sessions, day.totalLoadMiles, day.trimp],
    ...[day.acuteLoad, day.chronicLoad, day.acwr],
    ...[day.acuteTrimp, day.chronicTrimp, day.trimpAcwr],
    ...[day.normalizedDivergence, day.naiveDivergence, day.coverageAcute, day.coverageChronic],
    ...[day.uncoupledAcwr, day.uncoupledTrimpAcwr, day.ewmaAcwr, day.ewmaTrimpAcwr],
    ...[day.fitness, day.fatigue, day.form, day.monotony, day.strain],
  ];
}
