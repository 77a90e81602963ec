import pg from 'pg';

export interface TestDatabases {
  /** Connection string of a new, empty database. */
  fresh: () => Promise<string>;
  /** Runs a statement and gives its rows. */
  ask: <R extends pg.QueryResultRow>(url: string, sql: string, values?: unknown[]) => Promise<R[]>;
}

let made = 0;

/** New databases on a server, `url` being one that is there. */
export function testDatabases(url: string): TestDatabases {
  const ask: TestDatabases['ask'] = async <R extends pg.QueryResultRow>(
    at: string,
    sql: string,
    values: unknown[] = [],
  ) => {
    const client = await connected(at);
    try {
      return (await client.query<R>(sql, values)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    ask,
    fresh: async () => {
      made += 1;
      const name = `test_${made}`;
      await ask(url, `CREATE DATABASE ${name}`);
      const address = new URL(url);
      address.pathname = `/${name}`;
      return address.href;
    },
  };
}

const STARTING_UP = '57P03';

/** A server listens before it answers. */
async function connected(url: string): Promise<pg.Client> {
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end();
      if ((error as { code?: unknown }).code !== STARTING_UP) throw error;
    }
  }
}

const TABLES = {
  user_settings: 'id',
  activities: 'activity_id',
  llm_recommendations: 'id',
  threshold_sets: 'user_id, valid_from',
  activity_details: 'activity_id',
  app_daily_metrics: 'user_id, day',
};

/** Everything the mirror shows, as text, so that nothing is lost in reading it. */
export async function shown(
  databases: TestDatabases,
  url: string,
): Promise<Record<keyof typeof TABLES, string[]>> {
  const entries = [];
  for (const [table, key] of Object.entries(TABLES)) {
    const rows = await databases.ask<{ line: string }>(
      url,
      `SELECT t::text AS line FROM ${table} t ORDER BY ${key}`,
    );
    entries.push([table, rows.map(({ line }) => line)] as const);
  }
  return Object.fromEntries(entries) as Record<keyof typeof TABLES, string[]>;
}
