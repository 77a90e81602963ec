import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { databaseUrl } from '../../local/postgres/start-postgres.ts';
import { alreadyRunning } from '../start/running-mark.ts';

const page = z.object({
  projectId: z.string(),
  emulators: z.object({ firestore: z.object({ host: z.string(), port: z.int() }) }),
});

/**
 * Environment that leads to the databases of the stack that runs on a data folder.
 * @throws RangeError when none runs there
 */
export async function localDatabases(dataDir: string): Promise<Record<string, string>> {
  const running = await alreadyRunning(dataDir);
  if (running === null) {
    throw new RangeError(
      'export requires DATABASE_URL and GCLOUD_PROJECT, or Training Monkey running (npm start)',
    );
  }
  const answer = await fetch(`${running.address}/__/firebase/init.json`);
  const { projectId, emulators } = page.parse(await answer.json());
  const { host, port } = emulators.firestore;
  return {
    GCLOUD_PROJECT: projectId,
    FIRESTORE_EMULATOR_HOST: `${host}:${port}`,
    METADATA_SERVER_DETECTION: 'none',
    DATABASE_URL: databaseUrl(postgresPort(dataDir)),
  };
}

/** PostgreSQL notes its port in the fourth line of its lock file. */
function postgresPort(dataDir: string): number {
  const lock = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
  return Number(lock.split('\n')[3]);
}
