import pg from 'pg';
import { ServiceError } from '../../errors/service-error.ts';
import type { AthleteRows } from '../../ports/mirror-rows.ts';
import type {
  MirrorCounts,
  MirrorPass,
  OpenMirror,
  RelationalMirror,
  TwinDifference,
} from '../../ports/relational-mirror.ts';
import { migrate } from './migrate.ts';
import { postgresErrorFrom } from './postgres-error-from.ts';
import { NO_LONGER_PENDING } from './show-athlete-sql.ts';
import { showAthlete } from './show-athlete.ts';
import { STAGING } from './staging.ts';

const CONNECT_MS = 10_000;
/** One holds the lock, the others write. */
const CONNECTIONS = 4;
/** Any number that no other program locks in this database. */
const EXPORT_LOCK = 7_341_086_219;
const NAMED_DIFFERENCES = 50;
/** Athletes compared with the twin at once. */
const COMPARISONS = 2;

/** The mirror in the PostgreSQL (14 or later) that a connection string names. */
export function postgresMirror(databaseUrl: string): RelationalMirror {
  return { open: () => openMirror(databaseUrl) };
}

async function openMirror(databaseUrl: string): Promise<OpenMirror> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'training-monkey export',
  });
  const place = placeOf(databaseUrl);
  // An idle connection that breaks is missed by the next query, which says so.
  pool.on('error', () => undefined);
  let keeper: pg.PoolClient | null = null;
  try {
    keeper = await pool.connect();
    keeper.on('error', () => undefined);
    const { rows } = await keeper.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS locked',
      [EXPORT_LOCK],
    );
    if (rows[0]?.locked !== true) {
      throw new ServiceError('conflict', `Another export into ${place} is running.`);
    }
    await migrate(keeper);
    return mirrorOn(pool, keeper, place);
  } catch (error) {
    keeper?.release(true);
    await pool.end();
    throw postgresErrorFrom(error, place);
  }
}

function mirrorOn(pool: pg.Pool, keeper: pg.PoolClient, place: string): OpenMirror {
  const prepared = new WeakSet<pg.PoolClient>();

  let turn: Promise<unknown> = Promise.resolve();
  /** One question after the other, whoever asks. */
  const asked = <R extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => {
    const answer = turn
      .then(() => keeper.query<R>(sql, values))
      .then(
        ({ rows }) => rows,
        (error: unknown) => {
          throw postgresErrorFrom(error, place);
        },
      );
    turn = answer.catch(() => undefined);
    return answer;
  };

  /** A result of null takes everything back. */
  const inTransaction = async <T>(run: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    let client: pg.PoolClient | null = null;
    let broken = false;
    const onError = () => (broken = true);
    try {
      client = await pool.connect();
      client.on('error', onError);
      if (!prepared.has(client)) {
        // A crash of the server may lose the last athletes, whole; they are still noted as pending.
        await client.query(`SET jit = off; SET synchronous_commit = off; ${STAGING}`);
        prepared.add(client);
      }
      await client.query('BEGIN');
      const result = await run(client);
      await client.query(result === null ? 'ROLLBACK' : 'COMMIT');
      return result;
    } catch (error) {
      await client?.query('ROLLBACK').catch(() => (broken = true));
      throw postgresErrorFrom(error, place);
    } finally {
      client?.off('error', onError);
      client?.release(broken);
    }
  };

  const differencesOf = async (userId: number) => {
    try {
      const { rows } = await pool.query<Omit<TwinDifference, 'userId'>>(
        'SELECT row_name AS row, number_name AS name, app, twin FROM twin.differences($1) LIMIT $2',
        [userId, NAMED_DIFFERENCES],
      );
      return rows;
    } catch (error) {
      throw postgresErrorFrom(error, place);
    }
  };

  return {
    readThrough: async (uid) => {
      const [row] = await asked<{ at: string }>(
        `SELECT to_char(read_through AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
         FROM mirror_state WHERE uid = $1`,
        [uid],
      );
      return row?.at ?? null;
    },
    show: (rows: AthleteRows) => inTransaction((client) => showAthlete(client, rows)),
    remove: (uid) =>
      inTransaction(async (client): Promise<MirrorCounts> => {
        // Who asks to be forgotten is forgotten before they are told so.
        await client.query('SET LOCAL synchronous_commit = on');
        await client.query(NO_LONGER_PENDING, [uid]);
        const { rowCount } = await client.query(
          'DELETE FROM user_settings WHERE id IN (SELECT user_id FROM mirror_state WHERE uid = $1)',
          [uid],
        );
        return { read: 0, written: rowCount ?? 0 };
      }),
    notePending: async (uids) => {
      await asked('INSERT INTO mirror_pending SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [
        uids,
      ]);
    },
    pending: async () => {
      const rows = await asked<{ uid: string }>('SELECT uid FROM mirror_pending ORDER BY uid');
      return rows.map(({ uid }) => uid);
    },
    pass: async () => {
      const [row] = await asked<MirrorPass>('SELECT pass, cursor, complete FROM mirror_pass');
      return row ?? { pass: 1, cursor: '', complete: false };
    },
    restartPass: async () => {
      await asked(`UPDATE mirror_pass SET pass = pass + 1, cursor = '', complete = false`);
      await asked('UPDATE mirror_state SET compared = false');
    },
    advancePass: async (cursor, complete) => {
      await asked('UPDATE mirror_pass SET cursor = $1, complete = $2', [cursor, complete]);
    },
    uids: async (after, limit) => {
      const rows = await asked<{ uid: string }>(
        'SELECT uid FROM mirror_state WHERE uid > $1 COLLATE "C" ORDER BY uid COLLATE "C" LIMIT $2',
        [after, limit],
      );
      return rows.map(({ uid }) => uid);
    },
    compareTwin: async (isLate) => {
      const waiting = await asked<{ user_id: number }>(
        'SELECT user_id FROM mirror_state WHERE NOT compared AND NOT rescoring ORDER BY user_id',
      );
      const differences: TwinDifference[] = [];
      if (waiting.length === 0) return { compared: 0, waiting: 0, differences };
      // Without statistics of what has just been written the comparison would take for ever.
      await asked('ANALYZE activities, activity_details, threshold_sets, app_daily_metrics');
      let compared = 0;
      const queue = waiting.values();
      const takeTurns = async () => {
        for (const { user_id: userId } of queue) {
          if (isLate()) return;
          const found = await differencesOf(userId);
          differences.push(...found.map((one) => ({ userId, ...one })));
          compared += 1;
          if (found.length > 0) continue;
          await asked('UPDATE mirror_state SET compared = true WHERE user_id = $1', [userId]);
        }
      };
      await Promise.all(Array.from({ length: COMPARISONS }, takeTurns));
      differences.sort((a, b) => a.userId - b.userId);
      return { compared, waiting: waiting.length - compared, differences };
    },
    close: async () => {
      // The lock would go with the connection, but not before the server notices that it is gone.
      await keeper.query('SELECT pg_advisory_unlock($1)', [EXPORT_LOCK]).catch(() => undefined);
      keeper.release(true);
      await pool.end();
    },
  };
}

/** Host and database without login or options, fit to be shown. */
function placeOf(databaseUrl: string): string {
  try {
    const { host, pathname } = new URL(databaseUrl);
    return `${host}${pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
