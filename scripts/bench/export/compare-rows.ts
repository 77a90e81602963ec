import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import type { GeneratedAthlete } from '../../../functions/src/testing/generated-athlete.ts';
import {
  expectedRows,
  ROWS_OF,
  type Row,
} from '../../../functions/src/testing/mirror/expected-rows.ts';
import type { LocalDay } from '../../../training/src/index.ts';

/**
 * Compares every row of some athletes with their documents, an athlete at a time.
 * @returns how many rows are as they have to be
 * @throws Error naming the first row that is not
 */
export async function compareRows(
  url: string,
  athletes: Iterable<GeneratedAthlete>,
  today: LocalDay,
): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  let compared = 0;
  for (const athlete of athletes) {
    for (const [table, expected] of Object.entries(expectedRows(athlete, today))) {
      const sql = ROWS_OF[table as keyof typeof ROWS_OF];
      const { rows } = await client.query<Row>(sql, [athlete.user.userId]);
      for (let n = 0; n < Math.max(rows.length, expected.length); n++) {
        if (isDeepStrictEqual(rows[n], expected[n])) continue;
        const [there, wanted] = [rows[n], expected[n]].map((row) => JSON.stringify(row));
        throw new Error(`${athlete.uid}, ${table}: ${there} instead of ${wanted}`);
      }
      compared += rows.length;
    }
  }
  await client.end();
  return compared;
}
