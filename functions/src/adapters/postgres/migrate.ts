import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { ServiceError } from '../../errors/service-error.ts';

/** Beside this file, in the source and in the bundle alike. */
const FOLDER = new URL('./migrations/', import.meta.url);
const NAME = /^(\d{4})-[a-z0-9-]+\.sql$/;

interface Migration {
  version: number;
  name: string;
  sql: string;
  sha256: string;
}

function migrations(): Migration[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((name) => {
      const version = NAME.exec(name)?.[1];
      if (version === undefined) return [];
      const sql = readFileSync(new URL(name, FOLDER), 'utf8');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      return [{ version: Number(version), name, sql, sha256 }];
    });
}

/**
 * Brings the schema up to date: the migrations that are missing, in order, each with the note that it
 * was applied in one transaction.
 *
 * @throws ServiceError `invalid-input` when the database has migrations that this version does not
 *   know, or knows with another content
 */
export async function migrate(client: pg.ClientBase): Promise<void> {
  await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
    version integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now())`);
  const { rows } = await client.query<{ version: number; name: string; sha256: string }>(
    'SELECT version, name, sha256 FROM schema_migrations ORDER BY version',
  );
  const known = migrations();
  for (const applied of rows) {
    const same = known.find(({ version }) => version === applied.version);
    if (same?.sha256 === applied.sha256) continue;
    const reason = same === undefined ? 'is not known here' : 'has another content here';
    throw new ServiceError(
      'invalid-input',
      `The database has migration ${applied.name}, which ${reason}. ` +
        'Export with the version of Training Monkey that wrote it, or into an empty database.',
      { field: 'DATABASE_URL' },
    );
  }
  const present = new Set(rows.map(({ version }) => version));
  for (const { version, name, sql, sha256 } of known) {
    if (present.has(version)) continue;
    await client.query('BEGIN');
    try {
      await client.query(sql);
      await client.query(
        'INSERT INTO schema_migrations (version, name, sha256) VALUES ($1, $2, $3)',
        [version, name, sha256],
      );
      await client.query('COMMIT');
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }
}
