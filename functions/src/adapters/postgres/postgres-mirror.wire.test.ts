import { afterAll, beforeAll, describe } from 'vitest';
import { startPostgres, type Postgres } from '../../../../local/postgres/start-postgres.ts';
import { changeClaims } from '../../testing/mirror/change-claims.ts';
import { firestoreClaims } from '../../testing/mirror/firestore-claims.ts';
import { interruptionClaims } from '../../testing/mirror/interruption-claims.ts';
import {
  installedPostgres,
  startInstalledPostgres,
} from '../../testing/mirror/installed-postgres.ts';
import { realHistoryClaims } from '../../testing/mirror/real-history-claims.ts';
import { rowClaims } from '../../testing/mirror/row-claims.ts';
import { testDatabases, type TestDatabases } from '../../testing/mirror/test-databases.ts';
import { tlsClaims } from '../../testing/mirror/tls-claims.ts';
import { troubleClaims } from '../../testing/mirror/trouble-claims.ts';
import { twinClaims } from '../../testing/mirror/twin-claims.ts';

describe('on the embedded PostgreSQL', () => {
  let postgres: Postgres;
  let databases: TestDatabases;
  beforeAll(async () => {
    postgres = await startPostgres();
    databases = testDatabases(postgres.url);
  });
  afterAll(async () => {
    await postgres.stop();
  });

  rowClaims(() => databases);
  changeClaims(() => databases);
  twinClaims(() => databases);
  troubleClaims(() => databases);
  tlsClaims(() => databases);
  realHistoryClaims(() => databases);
  firestoreClaims(() => databases);
  interruptionClaims(() => databases);
});

const older = installedPostgres();
if (older === null) console.error('no PostgreSQL is installed beside the embedded one: skipped');

describe.skipIf(older === null)('on the PostgreSQL of this system', () => {
  let postgres: { url: string; stop: () => Promise<void> };
  let databases: TestDatabases;
  beforeAll(async () => {
    postgres = await startInstalledPostgres(older ?? '');
    databases = testDatabases(postgres.url);
  });
  afterAll(async () => {
    await postgres.stop();
  });

  rowClaims(() => databases);
});
