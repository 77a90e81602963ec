import { activityColumns, dayColumns, detailColumns, ROLLING_COLUMNS } from './mirror-columns.ts';

/** Statements that make an athlete's rows agree with what has been staged; $1 is the user id. */

const names = (columns: { name: string }[], ...keys: string[]) =>
  columns.map(({ name }) => name).filter((name) => !keys.includes(name));
const ACTIVITY = names(activityColumns(0, new Map()), 'activity_id');
const DETAILS = names(detailColumns(0), 'activity_id');
const DAY = names(dayColumns(0), 'user_id', 'day');

const of = (table: string, columns: string[]) => columns.map((name) => `${table}.${name}`).join();

/** The part of an upsert that leaves rows alone which are so already, so that nothing is rewritten. */
function onConflict(table: string, key: string, columns: string[]): string {
  return `ON CONFLICT (${key}) DO UPDATE SET (${columns.join()}) = (${of('excluded', columns)})
    WHERE (${of(table, columns)}) IS DISTINCT FROM (${of('excluded', columns)})`;
}

/** An account that was deleted and made again has another number. $1 uid, $2 user id */
export const FORGET_FORMER_SELF = `DELETE FROM user_settings WHERE id IN
  (SELECT user_id FROM mirror_state WHERE uid = $1 AND user_id <> $2)`;

export const NO_LONGER_PENDING = 'DELETE FROM mirror_pending WHERE uid = $1';

const USER = [
  ...['email', 'is_admin', 'resting_hr', 'max_hr', 'gender', 'strava_athlete_id'],
  ...['created_at', 'updated_at'],
];
export const PUT_USER = `INSERT INTO user_settings (id, ${USER.join()})
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  ${onConflict('user_settings', 'id', USER)}`;

export const DROP_THRESHOLDS = `DELETE FROM threshold_sets
  WHERE user_id = $1 AND NOT valid_from = ANY ($2::date[])`;

const THRESHOLDS = ['resting_hr', 'max_hr', 'gender', 'zone_method', 'zone_edges'];
export const PUT_THRESHOLDS = `INSERT INTO threshold_sets (user_id, valid_from, ${THRESHOLDS.join()})
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ${onConflict('threshold_sets', 'user_id, valid_from', THRESHOLDS)}`;

/** Whether nothing of an athlete is there yet, under whatever name. $1 user id, $2 activity ids */
export const IS_NEW = `SELECT NOT EXISTS (SELECT FROM mirror_state WHERE user_id = $1)
  AND NOT EXISTS (SELECT FROM activities WHERE activity_id = ANY ($2::bigint[])) AS is_new`;

export const DROP_ACTIVITIES = `DELETE FROM activities a WHERE user_id = $1
  AND NOT EXISTS (SELECT FROM staged_ids s WHERE s.activity_id = a.activity_id)`;

export const PUT_ACTIVITIES = `INSERT INTO activities (activity_id, ${ACTIVITY.join()})
  SELECT activity_id, ${ACTIVITY.join()} FROM staged_activities
  ${onConflict('activities', 'activity_id', ACTIVITY)}`;

export const PUT_DETAILS = `INSERT INTO activity_details (activity_id, ${DETAILS.join()})
  SELECT activity_id, ${DETAILS.join()} FROM staged_details
  ${onConflict('activity_details', 'activity_id', DETAILS)}`;

export const COUNT_MISSING = `SELECT count(*) FROM staged_ids s
  WHERE NOT EXISTS (SELECT FROM activities a WHERE a.activity_id = s.activity_id AND a.user_id = $1)`;

/** Activities that have not changed themselves repeat days that may have. */
const rolling = ROLLING_COLUMNS.map(([name]) => name);
const rollingValues = ROLLING_COLUMNS.map(([, value]) => value);
export const ROLL_WINDOWS = `UPDATE activities a
  SET (${rolling.join()}) = (${of('d', rollingValues)})
  FROM activities b LEFT JOIN staged_days d ON d.day = b.date
  WHERE b.user_id = $1 AND a.activity_id = b.activity_id
    AND (${of('b', rolling)}) IS DISTINCT FROM (${of('d', rollingValues)})`;

export const DROP_DAYS = `DELETE FROM app_daily_metrics a
  WHERE user_id = $1 AND NOT EXISTS (SELECT FROM staged_days s WHERE s.day = a.day)`;

export const PUT_DAYS = `INSERT INTO app_daily_metrics (user_id, day, ${DAY.join()})
  SELECT user_id, day, ${DAY.join()} FROM staged_days
  ${onConflict('app_daily_metrics', 'user_id, day', DAY)}`;

export const DROP_RECOMMENDATIONS = `DELETE FROM llm_recommendations
  WHERE user_id = $1 AND NOT id = ANY ($2::bigint[])
    AND ($3::date IS NULL OR generated_date < $3)`;

const RECOMMENDATION = [
  ...['user_id', 'recommendation_text', 'confidence_score', 'recommendation_type'],
  ...['generated_date', 'activity_count', 'latest_acwr', 'latest_trimp', 'model_version'],
  'processing_time_ms',
];
export const PUT_RECOMMENDATION = `INSERT INTO llm_recommendations (id, ${RECOMMENDATION.join()})
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ${onConflict('llm_recommendations', 'id', RECOMMENDATION)}`;

/** What has changed is to be compared with the twin again. */
export const PUT_STATE = `INSERT INTO mirror_state
    (user_id, uid, read_through, as_of, foot_feet_per_mile, rescoring, compared)
  VALUES ($1, $2, $3, $4, $5, $6, false)
  ON CONFLICT (user_id) DO UPDATE SET uid = excluded.uid, read_through = excluded.read_through,
    as_of = excluded.as_of, foot_feet_per_mile = excluded.foot_feet_per_mile,
    rescoring = excluded.rescoring,
    compared = mirror_state.compared AND NOT $7
      AND (mirror_state.as_of, mirror_state.foot_feet_per_mile, mirror_state.rescoring)
        IS NOT DISTINCT FROM (excluded.as_of, excluded.foot_feet_per_mile, excluded.rescoring)`;
