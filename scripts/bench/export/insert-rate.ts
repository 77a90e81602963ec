import pg from 'pg';

/** Rows a second that go into a copy of `activities`, indexes and all, one INSERT after the other. */
export async function insertRate(url: string, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('CREATE TABLE activities_by_insert (LIKE activities INCLUDING ALL)');
  const { rows: sample, fields } = await client.query<Record<string, unknown>>(
    `SELECT ${await textColumns(client)} FROM activities WHERE activity_id > 0 LIMIT $1`,
    [rows],
  );
  const places = fields.map((_, n) => `$${n + 1}`).join();
  const statement = `INSERT INTO activities_by_insert VALUES (${places})`;
  const begun = performance.now();
  for (const row of sample) await client.query(statement, Object.values(row));
  const seconds = (performance.now() - begun) / 1000;
  await client.query('DROP TABLE activities_by_insert');
  await client.end();
  return sample.length / seconds;
}

/** As text, so that a day comes back as it went in. */
async function textColumns(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_name = 'activities' ORDER BY ordinal_position`,
  );
  return rows.map(({ name }) => `${name}::text`).join();
}
