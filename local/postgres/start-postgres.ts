import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { anyFreePort } from '../runner/free-port.ts';
import { startChild } from '../runner/start-child.ts';

export interface Postgres {
  host: string;
  port: number;
  /** Connection string of the database, for `pg` and for `DATABASE_URL`. */
  url: string;
  stop: () => Promise<void>;
}

export interface PostgresOptions {
  /** Loopback port; any free one when left out. */
  port?: number;
  /** Folder of the database; one that goes with `stop` when left out. */
  dataDir?: string;
  /** Memory for its pages; enough for a few athletes when left out. */
  sharedBuffers?: string;
}

/**
 * Starts an embedded PostgreSQL as a child process on loopback, with a database
 * `training_monkey` that is empty the first time. Rejects with its last words when it cannot start.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const port = options.port ?? (await anyFreePort());
  const passing =
    options.dataDir === undefined ? mkdtempSync(join(tmpdir(), 'tm-postgres-')) : null;
  const child = await startChild({
    name: 'PostgreSQL',
    script: fileURLToPath(new URL('./main.ts', import.meta.url)),
    args: [
      ...['--port', String(port)],
      ...['--data', options.dataDir ?? join(passing ?? '', 'cluster')],
      ...(options.sharedBuffers === undefined ? [] : ['--shared-buffers', options.sharedBuffers]),
    ],
    port,
  });
  return {
    host: '127.0.0.1',
    port,
    url: databaseUrl(port),
    stop: async () => {
      await child.stop();
      if (passing !== null) rmSync(passing, { recursive: true, force: true });
    },
  };
}

/** Connection string of the local database; trusted, because it listens on loopback alone. */
export function databaseUrl(port: number): string {
  return `postgresql://training_monkey@127.0.0.1:${port}/training_monkey`;
}
