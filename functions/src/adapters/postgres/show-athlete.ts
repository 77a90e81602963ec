import type pg from 'pg';
import type { ActivityDetails, ActivityRow, AthleteRows } from '../../ports/mirror-rows.ts';
import type { MirrorCounts } from '../../ports/relational-mirror.ts';
import { copyRows } from './copy-rows.ts';
import { activityColumns, dayColumns, detailColumns } from './mirror-columns.ts';
import * as sql from './show-athlete-sql.ts';

/**
 * Within a transaction: makes the tables agree with an athlete's rows. Where nothing of them is there
 * yet, the rows go straight in; otherwise they are staged, and what differs is written.
 */
export async function showAthlete(
  client: pg.PoolClient,
  rows: AthleteRows,
): Promise<MirrorCounts | null> {
  const userId = rows.user.id;
  let written = 0;
  const run = async (statement: string, values: unknown[] = []) => {
    const { rowCount } = await client.query(statement, values);
    written += rowCount ?? 0;
  };

  await client.query(sql.FORGET_FORMER_SELF, [rows.uid, userId]);
  const { rows: seen } = await client.query<{ is_new: boolean }>(sql.IS_NEW, [
    ...[userId, rows.activityIds],
  ]);
  const isNew = seen[0]?.is_new === true;
  await run(sql.PUT_USER, userValues(rows));
  await run(sql.DROP_THRESHOLDS, [userId, rows.thresholds.map(({ from }) => from)]);
  for (const { from, restingHr, maxHr, gender, zones } of rows.thresholds) {
    const edges = zones.method === 'custom' ? zones.edges : null;
    await run(sql.PUT_THRESHOLDS, [userId, from, restingHr, maxHr, gender, zones.method, edges]);
  }

  const copied = await copyAthlete(client, rows, isNew ? TARGET : STAGED);
  if (isNew) {
    if (copied.activities !== rows.activityIds.length) return null;
    written += copied.all;
  } else {
    const ids = [...rows.activityIds, ...rows.restDays.map(({ activityId }) => activityId)];
    await copyRows(client, 'staged_ids', [ACTIVITY_ID], ids);
    await client.query('ANALYZE staged_days, staged_activities, staged_details, staged_ids');
    await run(sql.DROP_ACTIVITIES, [userId]);
    await run(sql.PUT_ACTIVITIES);
    await run(sql.PUT_DETAILS);
    const missing = await client.query<{ count: string }>(sql.COUNT_MISSING, [userId]);
    if (missing.rows[0]?.count !== '0') return null;
    await run(sql.ROLL_WINDOWS, [userId]);
    await run(sql.DROP_DAYS, [userId]);
    await run(sql.PUT_DAYS);
  }
  const { changed, othersFrom } = rows.recommendations;
  const changedIds = changed.map(({ id }) => String(id));
  await run(sql.DROP_RECOMMENDATIONS, [userId, changedIds, othersFrom]);
  for (const one of changed) {
    await run(sql.PUT_RECOMMENDATION, [
      ...[String(one.id), userId, one.recommendationText, one.confidenceScore],
      ...[one.recommendationType, one.generatedDate, one.activityCount, one.latestAcwr],
      ...[one.latestTrimp, one.modelVersion, one.processingTimeMs],
    ]);
  }
  await client.query(sql.NO_LONGER_PENDING, [rows.uid]);
  const hasChanged = written > 0;
  await client.query(sql.PUT_STATE, [
    ...[userId, rows.uid, rows.readThrough, rows.asOf, rows.footFeetPerMile, rows.rescoring],
    hasChanged,
  ]);
  const own = 1 + rows.thresholds.length + changed.length;
  return { read: copied.all + own, written };
}

const TARGET = {
  activities: 'activities',
  details: 'activity_details',
  days: 'app_daily_metrics',
};
const STAGED: typeof TARGET = {
  activities: 'staged_activities',
  details: 'staged_details',
  days: 'staged_days',
};
const ACTIVITY_ID = {
  ...{ name: 'activity_id', type: 'bigint' as const },
  value: (id: bigint) => id,
};

/** Days and rest days at once, activities some at a time, so that few of them are held. */
async function copyAthlete(
  client: pg.PoolClient,
  { user, days, restDays, activities, activityIds }: AthleteRows,
  to: typeof TARGET,
): Promise<{ all: number; activities: number }> {
  const columns = activityColumns(user.id, new Map(days.map((day) => [day.day, day])));
  const known = new Set(activityIds);
  const counts = { all: 0, activities: 0 };
  counts.all += await copyRows(client, to.days, dayColumns(user.id), days);
  counts.all += await copyRows(client, to.activities, columns, restDays);
  for await (const page of activities) {
    const rows: (ActivityRow & ActivityDetails)[] = page.filter(({ activityId }) =>
      known.has(activityId),
    );
    counts.activities += await copyRows(client, to.activities, columns, rows);
    counts.all += rows.length + (await copyRows(client, to.details, detailColumns(user.id), rows));
  }
  return counts;
}

function userValues({ user }: AthleteRows): unknown[] {
  return [
    ...[user.id, user.email, user.isAdmin, user.restingHr, user.maxHr, user.gender],
    ...[user.stravaAthleteId, user.createdAt, user.updatedAt],
  ];
}
