import { describe, expect, test } from 'vitest';
import { writeRecommendation } from '../../use-cases/coach/write-recommendation.ts';
import { expectedRows, ROWS_OF, type Row } from './expected-rows.ts';
import { mirroredProject, TODAY } from './mirrored-project.ts';
import type { TestDatabases } from './test-databases.ts';

/** What the mirror shows is what the documents say. */
export function rowClaims(databases: () => TestDatabases): void {
  describe('the rows', () => {
    test('repeat every document, and a rest day for every day on which nothing counts', async () => {
      const { fresh, ask } = databases();
      const url = await fresh();
      const { athletes, ports, run } = mirroredProject([
        {},
        { days: 900, activities: 300 },
        // From user 1000 on, rest days count by another multiplier.
        { activities: 1, userId: 1500 },
      ]);
      const said = [];
      for (const { uid } of athletes) {
        said.push(await writeRecommendation(ports, uid, { anew: false }));
      }
      const outcome = await run(url);
      expect(outcome).toMatchObject({ athletes: 3, failed: 0, differences: [], isComplete: true });
      for (const [n, athlete] of athletes.entries()) {
        const expected = expectedRows(athlete, TODAY, said.slice(n, n + 1));
        for (const [table, sql] of Object.entries(ROWS_OF)) {
          const rows = await ask<Row>(url, sql, [athlete.user.userId]);
          expect(rows, table).toEqual(expected[table as keyof typeof ROWS_OF]);
        }
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
      const { athletes, ports, run } = mirroredProject([{}, {}]);
      for (const { uid } of athletes) await writeRecommendation(ports, uid, { anew: false });
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
          'llm_recommendations',
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
