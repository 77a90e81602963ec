import {
  addDays,
  dailyMetrics,
  dayOrdinal,
  type ActivityDocument,
  type DailyMetrics,
} from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { activityNumber } from '../../use-cases/export/activity-number.ts';
import type { GeneratedAthlete } from '../generated-athlete.ts';
import { mirroredProject, TODAY } from './mirrored-project.ts';
import type { TestDatabases } from './test-databases.ts';

type Row = Record<string, unknown>;

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
    activity_id: String(-(dayOrdinal(metrics.day) * 1000 + userId)),
    user_id: userId,
    date: metrics.day,
    name: 'Rest Day',
    type: 'rest',
    ...Object.fromEntries(nothing.map((name) => [name, 0])),
    ...Object.fromEntries(unknown.map((name) => [name, null])),
    ...rolling(metrics),
  };
}

const byId = (a: Row, b: Row) => (String(a['activity_id']) < String(b['activity_id']) ? -1 : 1);

/** What the mirror shows is what the documents say. */
export function rowClaims(databases: () => TestDatabases): void {
  describe('the rows', () => {
    test('repeat every document, and a rest day for every day on which nothing counts', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const { athletes, run } = mirroredProject([
        {},
        { days: 900, activities: 300 },
        { activities: 1 },
      ]);
      const outcome = await run(url);
      expect(outcome).toMatchObject({ athletes: 3, failed: 0, differences: [], isComplete: true });
      for (const athlete of athletes) {
        const { user, ledgers, activities } = athlete;
        const history = { ledgers, firstDay: user.firstActivityDay };
        const days = dailyMetrics(history, user.appliedSettings, { to: TODAY });
        const metricsOf = new Map(days.map((metrics) => [metrics.day, metrics]));
        const expected = [
          ...[...activities].map(([id, activity]) =>
            activityRowOf(athlete, id, activity, metricsOf.get(activity.date)),
          ),
          ...days
            .filter(({ sessions, day }) => sessions === 0 && day <= addDays(TODAY, -1))
            .map((metrics) => restRowOf(user.userId, metrics)),
        ];
        const rows = await ask<Row>(
          url,
          `SELECT a.*, a.date::text AS date FROM activities a WHERE user_id = $1`,
          [user.userId],
        );
        expect(rows.sort(byId)).toEqual(expected.sort(byId));
      }
    });

    test('keep secrets out: nothing is in the columns of passwords and tokens', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const { run } = mirroredProject([{}]);
      await run(url);
      const [row] = await ask<Row>(url, 'SELECT * FROM user_settings');
      expect(row).toMatchObject({
        id: 1,
        email: 'athlete-00001@example.org',
        password_hash: null,
        strava_access_token: null,
        strava_refresh_token: null,
        strava_token_expires_at: null,
      });
    });
  });

  describe('a reader role', () => {
    test('of one athlete selects, joins and aggregates nothing of another', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const { run } = mirroredProject([{}, {}]);
      await run(url);
      const role = `reader_${new URL(url).pathname.slice(1)}`;
      await ask(url, `CREATE ROLE ${role} LOGIN`);
      await ask(url, 'INSERT INTO reader_roles VALUES ($1, 1)', [role]);
      const address = new URL(url);
      address.username = role;
      const sees = (sql: string) => ask<{ users: number[] | null }>(address.href, sql);
      for (const [table, column] of [
        ...[['user_settings', 'id']],
        ...[
          'activities',
          'threshold_sets',
          'activity_details',
          'app_daily_metrics',
          'mirror_state',
        ].map((name) => [name, 'user_id']),
      ]) {
        const [seen] = await sees(`SELECT array_agg(DISTINCT ${column}) AS users FROM ${table}`);
        expect(seen?.users, table).toEqual([1]);
      }
      const joined = await sees(`SELECT array_agg(DISTINCT b.user_id) AS users
        FROM activities a JOIN activities b ON a.date = b.date`);
      expect(joined[0]?.users).toEqual([1]);
      const [others] = await ask<{ count: string }>(
        address.href,
        'SELECT count(*) FROM activities WHERE user_id = 2',
      );
      expect(others?.count).toBe('0');
      const [view] = await sees(
        'SELECT array_agg(DISTINCT user_id) AS users FROM twin.daily_metrics',
      );
      expect(view?.users).toEqual([1]);
      await expect(sees('DELETE FROM activities')).rejects.toThrow('permission denied');
      await expect(sees('INSERT INTO reader_roles VALUES (current_user, 2)')).rejects.toThrow();
    });

    test('that nobody gave an athlete sees no row', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      await mirroredProject([{}]).run(url);
      const role = `nobody_${new URL(url).pathname.slice(1)}`;
      await ask(url, `CREATE ROLE ${role} LOGIN`);
      const address = new URL(url);
      address.username = role;
      const rows = await ask(address.href, 'SELECT * FROM activities');
      expect(rows).toEqual([]);
    });
  });
}
