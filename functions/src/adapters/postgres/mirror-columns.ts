import type { DailyMetrics, LocalDay } from '@training-monkey/training';
import type { ActivityDetails, ActivityRow } from '../../ports/mirror-rows.ts';
import type { Column } from './binary-rows.ts';

type FieldOf<T, V> = { [K in keyof T & string]: T[K] extends V ? K : never }[keyof T & string];

/** Columns that are called as their field is, in another writing. */
function doubles<T>(...fields: FieldOf<T, number | null>[]): Column<T>[] {
  return fields.map((field) => ({
    ...{ name: columnName(field), type: 'double' },
    value: (row) => row[field] as number | null,
  }));
}

function texts<T>(...fields: FieldOf<T, string | null>[]): Column<T>[] {
  return fields.map((field) => ({
    ...{ name: columnName(field), type: 'text' },
    value: (row) => row[field] as string | null,
  }));
}

function columnName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Columns of `activities` that repeat their day. */
const ROLLING = {
  seven_day_avg_load: 'acuteLoad',
  twentyeight_day_avg_load: 'chronicLoad',
  seven_day_avg_trimp: 'acuteTrimp',
  twentyeight_day_avg_trimp: 'chronicTrimp',
  acute_chronic_ratio: 'acwr',
  trimp_acute_chronic_ratio: 'trimpAcwr',
  normalized_divergence: 'normalizedDivergence',
} as const satisfies Record<string, keyof DailyMetrics>;

export const ROLLING_COLUMNS = Object.entries(ROLLING).map(
  ([name, field]) => [name, columnName(field)] as const,
);

/** Columns of `activities` for an athlete's rows, the numbers of their days beside them. */
export function activityColumns(
  userId: number,
  days: ReadonlyMap<LocalDay, DailyMetrics>,
): Column<ActivityRow>[] {
  return [
    { name: 'activity_id', type: 'bigint', value: ({ activityId }) => activityId },
    { name: 'user_id', type: 'integer', value: () => userId },
    { name: 'date', type: 'date', value: ({ date }) => date },
    ...texts<ActivityRow>('name', 'type'),
    ...doubles<ActivityRow>('distanceMiles', 'elevationGainFeet', 'elevationLoadMiles'),
    ...doubles<ActivityRow>('totalLoadMiles', 'avgHeartRate', 'maxHeartRate', 'durationMinutes'),
    ...doubles<ActivityRow>('trimp'),
    ...[0, 1, 2, 3, 4].map((zone): Column<ActivityRow> => ({
      ...{ name: `time_in_zone${zone + 1}`, type: 'double' },
      value: ({ timeInZones }) => timeInZones[zone] ?? null,
    })),
    ...Object.entries(ROLLING).map(([name, field]): Column<ActivityRow> => ({
      ...{ name, type: 'double' },
      value: ({ date }) => days.get(date)?.[field] ?? null,
    })),
    ...doubles<ActivityRow>('weightLbs', 'perceivedEffort'),
    { name: 'feeling_score', type: 'integer', value: ({ feelingScore }) => feelingScore },
    ...texts<ActivityRow>('notes'),
  ];
}

/** Columns of `activity_details` for an athlete's rows. */
export function detailColumns(userId: number): Column<ActivityRow & ActivityDetails>[] {
  type Row = ActivityRow & ActivityDetails;
  return [
    { name: 'activity_id', type: 'bigint', value: ({ activityId }) => activityId },
    { name: 'user_id', type: 'integer', value: () => userId },
    ...texts<Row>('documentId', 'source'),
    { name: 'started_at', type: 'timestamptz', value: ({ startedAt }) => startedAt },
    { name: 'counted', type: 'boolean', value: ({ counted }) => counted },
    ...doubles<Row>('correctedElevationGainFeet'),
    { name: 'histogram_first_bpm', type: 'integer', value: (row) => row.histogramFirstBpm },
    { name: 'histogram_seconds', type: 'doubles', value: (row) => row.histogramSeconds },
    ...doubles<Row>('coverage'),
    ...texts<Row>('trimpMethod'),
    ...doubles<Row>('trimpAverage', 'equivalentMiles'),
  ];
}

/** Columns of `app_daily_metrics` for an athlete's days. */
export function dayColumns(userId: number): Column<DailyMetrics>[] {
  return [
    { name: 'user_id', type: 'integer', value: () => userId },
    { name: 'day', type: 'date', value: ({ day }) => day },
    { name: 'sessions', type: 'integer', value: ({ sessions }) => sessions },
    ...doubles<DailyMetrics>('totalLoadMiles', 'trimp', 'acuteLoad', 'chronicLoad', 'acwr'),
    ...doubles<DailyMetrics>('acuteTrimp', 'chronicTrimp', 'trimpAcwr', 'normalizedDivergence'),
    ...doubles<DailyMetrics>('naiveDivergence', 'coverageAcute', 'coverageChronic'),
    ...doubles<DailyMetrics>('uncoupledAcwr', 'uncoupledTrimpAcwr', 'ewmaAcwr', 'ewmaTrimpAcwr'),
    ...doubles<DailyMetrics>('fitness', 'fatigue', 'form', 'monotony', 'strain'),
  ];
}
