import { createServer, type Server } from 'node:http';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyFreePort } from '../../local/runner/free-port.ts';
import { databaseUrl } from '../../local/postgres/start-postgres.ts';
import { markRunning, unmarkRunning } from '../start/running-mark.ts';
import { localDatabases } from './local-databases.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'training-monkey-databases-'));
const PAGE = {
  projectId: 'demo-here',
  emulators: { firestore: { host: 'localhost', port: 1 }, auth: { host: 'localhost', port: 2 } },
};
let gateway: Server;
let address: string;

beforeAll(async () => {
  const port = await anyFreePort();
  address = `http://127.0.0.1:${port}`;
  gateway = createServer((_request, response) => response.end(JSON.stringify(PAGE)));
  await new Promise<void>((listening) => gateway.listen(port, '127.0.0.1', listening));
});
afterAll(() => {
  gateway.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('localDatabases', () => {
  test('says what is missing: the stack, its start, its PostgreSQL', async () => {
    const why = async () => {
      const error: unknown = await localDatabases(dataDir, undefined).catch((e: unknown) => e);
      return error instanceof RangeError ? error.message : error;
    };
    expect(await why()).toMatch(/or Training Monkey running/);
    markRunning(dataDir, null);
    expect(await why()).toMatch(/still being started/);
    markRunning(dataDir, address);
    expect(await why()).toMatch(/the PostgreSQL of Training Monkey does not run/);
    unmarkRunning(dataDir);
  });

  test('leads to the stack, and to another PostgreSQL when one is given', async () => {
    markRunning(dataDir, address);
    mkdirSync(join(dataDir, 'postgres'));
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), '1\n/data\n0\n5433\n');
    expect(await localDatabases(dataDir, undefined)).toEqual({
      GCLOUD_PROJECT: 'demo-here',
      FIRESTORE_EMULATOR_HOST: 'localhost:1',
      METADATA_SERVER_DETECTION: 'none',
      DATABASE_URL: databaseUrl(5433),
    });
    const own = 'postgresql://elsewhere/db';
    expect(await localDatabases(dataDir, own)).toMatchObject({ DATABASE_URL: own });
  });
});
