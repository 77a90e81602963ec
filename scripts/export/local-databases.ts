import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { databaseUrl } from '../../local/postgres/start-postgres.ts';
import { runningStack } from '../start/running-stack.ts';

/**
 * Environment that leads to the databases of the stack that runs on a data folder.
 *
 * @param givenDatabaseUrl takes the place of the stack's own PostgreSQL
 * @throws RangeError when none runs there
 */
export async function localDatabases(
  dataDir: string,
  givenDatabaseUrl: string | undefined,
): Promise<Record<string, string>> {
  const running = await runningStack(dataDir);
  if (running === null) {
    throw new RangeError(
      'export requires DATABASE_URL and GCLOUD_PROJECT, or Training Monkey running (npm start)',
    );
  }
  const { projectId, emulators } = running;
  const { host, port } = emulators.firestore;
  return {
    GCLOUD_PROJECT: projectId,
    FIRESTORE_EMULATOR_HOST: `${host}:${port}`,
    METADATA_SERVER_DETECTION: 'none',
    DATABASE_URL: givenDatabaseUrl || databaseUrl(postgresPort(dataDir)),
  };
}

/** PostgreSQL notes its port in the fourth line of its lock file, which is there while it runs. */
function postgresPort(dataDir: string): number {
  try {
    const lock = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    return Number(lock.split('\n')[3]);
  } catch (error) {
    throw new RangeError(
      'export requires DATABASE_URL: the PostgreSQL of Training Monkey does not run',
      { cause: error },
    );
  }
}
