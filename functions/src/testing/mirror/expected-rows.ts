import {
  addDays,
  dailyMetrics,
  dayOrdinal,
  type ActivityDocument,
  type DailyMetrics,
  type LocalDay,
  type RecommendationDocument,
} from '@training-monkey/training';
import { activityNumber } from '../../use-cases/export/activity-number.ts';
import type { GeneratedAthlete } from '../generated-athlete.ts';

/** A row as `pg` gives it, its days and instants as text. */
export type Row = Record<string, unknown>;

function userRowOf({ user }: GeneratedAthlete, today: LocalDay): Row {
  const { restingHr, maxHr, gender } =
    user.appliedSettings.thresholds.findLast(({ from }) => from <= today) ?? {};
  return {
    id: user.userId,
    email: user.email,
    password_hash: null,
    is_admin: user.isAdmin,
    ...{ resting_hr: restingHr, max_hr: maxHr, gender },
    strava_access_token: null,
    strava_refresh_token: null,
    strava_token_expires_at: null,
    strava_athlete_id: user.strava?.athleteId ?? null,
    created_at: new Date(user.createdAt),
    updated_at: new Date(user.updatedAt),
  };
}

function thresholdRowsOf({ user }: GeneratedAthlete): Row[] {
  return user.appliedSettings.thresholds.map(({ from, restingHr, maxHr, gender, zones }) => ({
    user_id: user.userId,
    valid_from: from,
    ...{ resting_hr: restingHr, max_hr: maxHr, gender },
    zone_method: zones.method,
    zone_edges: zones.method === 'custom' ? zones.edges : null,
  }));
}

function recommendationRowOf(userId: number, said: RecommendationDocument): Row {
  return {
    id: String(dayOrdinal(said.generatedDate) * (userId < 1000 ? 1000 : 1e6) + userId),
    user_id: userId,
    recommendation_text: said.recommendationText,
    confidence_score: said.confidenceScore,
    recommendation_type: said.recommendationType,
    generated_date: said.generatedDate,
    activity_count: said.activityCount,
    latest_acwr: said.latestAcwr,
    latest_trimp: said.latestTrimp,
    model_version: said.modelVersion,
    processing_time_ms: said.processingTimeMs,
  };
}

const rolling = (metrics: DailyMetrics | undefined): Row => ({
  seven_day_avg_load: metrics?.acuteLoad ?? null,
  twentyeight_day_avg_load: metrics?.chronicLoad ?? null,
  seven_day_avg_trimp: metrics?.acuteTrimp ?? null,
  twentyeight_day_avg_trimp: metrics?.chronicTrimp ?? null,
  acute_chronic_ratio: metrics?.acwr ?? null,
  trimp_acute_chronic_ratio: metrics?.trimpAcwr ?? null,
  normalized_divergence: metrics?.normalizedDivergence ?? null,
});

function activityRowOf(
  { uid, user, annotations }: GeneratedAthlete,
  id: string,
  activity: ActivityDocument,
  metrics: DailyMetrics | undefined,
): Row {
  const said = annotations.get(id);
  return {
    activity_id: String(activityNumber(uid, id)),
    user_id: user.userId,
    date: activity.date,
    name: activity.name,
    type: activity.type,
    distance_miles: activity.distanceMiles,
    elevation_gain_feet: activity.elevationGainFeet,
    elevation_load_miles: activity.elevationLoadMiles,
    total_load_miles: activity.totalLoadMiles,
    avg_heart_rate: activity.avgHeartRate,
    max_heart_rate: activity.maxHeartRate,
    duration_minutes: activity.durationMinutes,
    trimp: activity.trimp,
    time_in_zone1: activity.timeInZone1,
    time_in_zone2: activity.timeInZone2,
    time_in_zone3: activity.timeInZone3,
    time_in_zone4: activity.timeInZone4,
    time_in_zone5: activity.timeInZone5,
    ...rolling(metrics),
    weight_lbs: said?.weightLbs ?? null,
    perceived_effort: said?.perceivedEffort ?? null,
    feeling_score: said?.feelingScore ?? null,
    notes: said?.notes ?? null,
  };
}

function restRowOf(userId: number, metrics: DailyMetrics): Row {
  const nothing = [
    ...['distance_miles', 'elevation_gain_feet', 'elevation_load_miles', 'total_load_miles'],
    ...['duration_minutes', 'trimp', 'time_in_zone1', 'time_in_zone2', 'time_in_zone3'],
    ...['time_in_zone4', 'time_in_zone5'],
  ];
  const unknown = [
    ...['avg_heart_rate', 'max_heart_rate', 'weight_lbs', 'perceived_effort', 'feeling_score'],
    'notes',
  ];
  return {
    activity_id: String(-(dayOrdinal(metrics.day) * (userId < 1000 ? 1000 : 1e6) + userId)),
    user_id: userId,
    date: metrics.day,
    name: 'Rest Day',
    type: 'rest',
    ...Object.fromEntries(nothing.map((name) => [name, 0])),
    ...Object.fromEntries(unknown.map((name) => [name, null])),
    ...rolling(metrics),
  };
}

function detailRowOf(
  { uid, user, annotations }: GeneratedAthlete,
  id: string,
  activity: ActivityDocument,
): Row {
  return {
    activity_id: String(activityNumber(uid, id)),
    user_id: user.userId,
    document_id: id,
    source: activity.source,
    started_at: activity.startedAt,
    counted: activity.counted,
    corrected_elevation_gain_feet: annotations.get(id)?.correctedElevationGainFeet ?? null,
    histogram_first_bpm: activity.heartRateHistogram?.firstBpm ?? null,
    histogram_seconds: activity.heartRateHistogram?.seconds ?? null,
    coverage: activity.coverage,
    trimp_method: activity.trimpMethod,
    trimp_average: activity.trimpAverage,
    equivalent_miles: activity.equivalentMiles,
  };
}

function dayRowOf(userId: number, metrics: DailyMetrics): Row {
  return {
    ...{ user_id: userId, day: metrics.day, sessions: metrics.sessions },
    ...{ total_load_miles: metrics.totalLoadMiles, trimp: metrics.trimp },
    ...{ acute_load: metrics.acuteLoad, chronic_load: metrics.chronicLoad, acwr: metrics.acwr },
    ...{ acute_trimp: metrics.acuteTrimp, chronic_trimp: metrics.chronicTrimp },
    ...{ trimp_acwr: metrics.trimpAcwr, normalized_divergence: metrics.normalizedDivergence },
    ...{ naive_divergence: metrics.naiveDivergence, coverage_acute: metrics.coverageAcute },
    ...{ coverage_chronic: metrics.coverageChronic, uncoupled_acwr: metrics.uncoupledAcwr },
    ...{ uncoupled_trimp_acwr: metrics.uncoupledTrimpAcwr, ewma_acwr: metrics.ewmaAcwr },
    ...{ ewma_trimp_acwr: metrics.ewmaTrimpAcwr, fitness: metrics.fitness },
    ...{ fatigue: metrics.fatigue, form: metrics.form },
    ...{ monotony: metrics.monotony, strain: metrics.strain },
  };
}

/** How to ask for an athlete's rows of each table, in the order in which they are expected. */
export const ROWS_OF = {
  user_settings: 'SELECT * FROM user_settings WHERE id = $1',
  threshold_sets: `SELECT t.*, t.valid_from::text AS valid_from FROM threshold_sets t
    WHERE user_id = $1 ORDER BY t.valid_from`,
  llm_recommendations: `SELECT r.*, r.generated_date::text AS generated_date
    FROM llm_recommendations r WHERE user_id = $1 ORDER BY id`,
  activities: `SELECT a.*, a.date::text AS date FROM activities a
    WHERE user_id = $1 ORDER BY activity_id`,
  activity_details: `SELECT d.*,
      to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS started_at
    FROM activity_details d WHERE user_id = $1 ORDER BY activity_id`,
  app_daily_metrics: `SELECT m.*, m.day::text AS day FROM app_daily_metrics m
    WHERE user_id = $1 ORDER BY m.day`,
};

/** What the mirror has to show of an athlete's documents on a day, written down apart from the export. */
export function expectedRows(
  athlete: GeneratedAthlete,
  today: LocalDay,
  recommendations: readonly RecommendationDocument[] = [],
): Record<keyof typeof ROWS_OF, Row[]> {
  const { user, ledgers, activities } = athlete;
  const history = { ledgers, firstDay: user.firstActivityDay };
  const days = dailyMetrics(history, user.appliedSettings, { to: today });
  const metricsOf = new Map(days.map((metrics) => [metrics.day, metrics]));
  const shown = [...activities].map(([id, activity]) =>
    activityRowOf(athlete, id, activity, metricsOf.get(activity.date)),
  );
  const rests = days.filter(({ sessions, day }) => sessions === 0 && day <= addDays(today, -1));
  const details = [...activities].map(([id, activity]) => detailRowOf(athlete, id, activity));
  return {
    user_settings: [userRowOf(athlete, today)],
    threshold_sets: thresholdRowsOf(athlete),
    llm_recommendations: recommendations.map((said) => recommendationRowOf(user.userId, said)),
    activities: [...shown, ...rests.map((day) => restRowOf(user.userId, day))].sort(byId),
    activity_details: details.sort(byId),
    app_daily_metrics: days.map((metrics) => dayRowOf(user.userId, metrics)),
  };
}

function byId(a: Row, b: Row): number {
  return BigInt(a['activity_id'] as string) < BigInt(b['activity_id'] as string) ? -1 : 1;
}
