import type pg from 'pg';
import type { ActivityRow, AthleteRows } from '../../ports/mirror-rows.ts';
import type { MirrorCounts } from '../../ports/relational-mirror.ts';
import { copyRows } from './copy-rows.ts';
import { activityValues, dayValues } from './staging.ts';
import * as sql from './show-athlete-sql.ts';

/** Within a transaction: stages an athlete's rows and makes the tables agree with them. */
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
  await run(sql.PUT_USER, userValues(rows));
  await run(sql.DROP_THRESHOLDS, [userId, rows.thresholds.map(({ from }) => from)]);
  for (const { from, restingHr, maxHr, gender, zones } of rows.thresholds) {
    const edges = zones.method === 'custom' ? zones.edges : null;
    await run(sql.PUT_THRESHOLDS, [userId, from, restingHr, maxHr, gender, zones.method, edges]);
  }

  const staged =
    (await copyRows(
      client,
      'staged_days',
      mapped(rows.days, (day) => dayValues(userId, day)),
    )) +
    (await copyRows(client, 'staged_activities', flattened(rows.activities))) +
    (await copyRows(
      client,
      'staged_rest_days',
      mapped(rows.restDays, (rest) => [rest.activityId, rest.day]),
    ));
  await copyRows(
    client,
    'staged_ids',
    mapped(rows.activityIds, (id) => [id]),
  );
  await client.query('ANALYZE staged_days, staged_activities, staged_ids, staged_rest_days');

  await run(sql.DROP_ACTIVITIES, [userId]);
  await run(sql.DROP_REST_DAYS, [userId]);
  await run(sql.PUT_ACTIVITIES, [userId]);
  await run(sql.PUT_DETAILS, [userId]);
  const missing = await client.query<{ count: string }>(sql.COUNT_MISSING, [userId]);
  if (missing.rows[0]?.count !== '0') return null;
  await run(sql.PUT_REST_DAYS, [userId]);
  await run(sql.ROLL_WINDOWS, [userId]);
  await run(sql.DROP_DAYS, [userId]);
  await run(sql.PUT_DAYS);
  await run(sql.DROP_RECOMMENDATIONS, [userId, rows.recommendations.map(({ id }) => String(id))]);
  for (const one of rows.recommendations) {
    await run(sql.PUT_RECOMMENDATION, [
      ...[String(one.id), userId, one.recommendationText, one.confidenceScore],
      ...[one.recommendationType, one.generatedDate, one.activityCount, one.latestAcwr],
      ...[one.latestTrimp, one.modelVersion, one.processingTimeMs],
    ]);
  }
  const hasChanged = written > 0;
  await client.query(sql.PUT_STATE, [
    ...[userId, rows.uid, rows.readThrough, rows.asOf, rows.footFeetPerMile, rows.rescoring],
    hasChanged,
  ]);
  const own = 1 + rows.thresholds.length + rows.recommendations.length;
  return { read: staged + own, written };
}

function userValues({ user }: AthleteRows): unknown[] {
  return [
    ...[user.id, user.email, user.isAdmin, user.restingHr, user.maxHr, user.gender],
    ...[user.stravaAthleteId, user.createdAt, user.updatedAt],
  ];
}

function* mapped<T, V>(items: Iterable<T>, values: (item: T) => V): Generator<V> {
  for (const item of items) yield values(item);
}

async function* flattened(pages: AsyncIterable<ActivityRow[]>) {
  for await (const page of pages) for (const row of page) yield activityValues(row);
}
