import { strFromU8, unzipSync } from 'fflate';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { firestoreDatabase } from '../../functions/src/adapters/firestore/firestore-store.ts';
import type { Stack } from '../../local/runner/run-stack.ts';
import { startTestStack } from '../journeys/test-stack.ts';

const PATIENCE_MS = 60_000;
const EMAIL = 'vera.forgetmenot@example.org';
const session = z.object({ idToken: z.string(), localId: z.string() });

let stack: Stack;
let firestore: ReturnType<typeof firestoreDatabase>;

beforeAll(async () => {
  stack = await startTestStack({ sandbox: false, postgres: true });
  process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${stack.ports.firestore}`;
  process.env['METADATA_SERVER_DETECTION'] = 'none';
  firestore = firestoreDatabase(stack.projectId);
});
afterAll(async () => {
  await firestore.terminate();
  await stack.stop();
});

const accounts = (call: string) =>
  `http://127.0.0.1:${stack.ports.auth}/identitytoolkit.googleapis.com/v1/${call}`;

async function signUp(email: string) {
  const response = await fetch(accounts('accounts:signUp?key=local'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'a long secret', returnSecureToken: true }),
  });
  return session.parse(await response.json());
}

function call(token: string, method: string, path: string, body?: unknown): Promise<Response> {
  return fetch(`${stack.address}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'x-time-zone': 'Europe/Berlin',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const aRun = (day: number) => ({
  fileName: 'run.fit',
  facts: {
    startedAt: `2025-05-${String(day).padStart(2, '0')}T06:00:00.000Z`,
    localDay: `2025-05-${String(day).padStart(2, '0')}`,
    ...{ timeZone: null, name: 'Run', sport: 'Run', movingTimeS: 3600, elapsedTimeS: 3700 },
    ...{ distanceM: 10_000.5 + day, elevationGainM: 100, deviceName: null },
    heartRate: { avgBpm: 150, maxBpm: 160, histogram: { firstBpm: 149, seconds: [1800, 1700] } },
  },
});

/** Every document there is, as one text each. */
async function everyDocument(): Promise<string[]> {
  const found: string[] = [];
  const below = async (collections: FirebaseFirestore.CollectionReference[]): Promise<void> => {
    for (const collection of collections) {
      for (const reference of await collection.listDocuments()) {
        const document = await reference.get();
        if (document.exists) found.push(`${reference.path} ${JSON.stringify(document.data())}`);
        await below(await reference.listCollections());
      }
    }
  };
  await below(await firestore.listCollections());
  return found;
}

/** Every row there is, as one text each. */
async function everyRow(): Promise<string[]> {
  const client = new pg.Client({ connectionString: stack.environment['DATABASE_URL'] });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ line: string }>(`SELECT t::text AS line FROM ${name} t`);
    found.push(...rows.map(({ line }) => `${name} ${line}`));
  }
  await client.end();
  return found;
}

async function everyAccount(): Promise<string> {
  const query = accounts(`projects/${stack.projectId}/accounts:query`);
  const response = await fetch(query, {
    method: 'POST',
    headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
    body: '{}',
  });
  return await response.text();
}

const linesOf = (files: Record<string, Uint8Array>, name: string) =>
  strFromU8(files[name] ?? new Uint8Array())
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);

describe('the athlete’s rights over the data', () => {
  test('download, delete, sign up again, restore: the identical ledger, and before that no trace', async () => {
    const { idToken, localId: uid } = await signUp(EMAIL);
    await call(idToken, 'POST', '/api/athlete');
    const activities = [1, 2, 5, 9, 14].map(aRun);
    const imported = await call(idToken, 'POST', '/api/activities:import', { activities });
    expect(imported.status).toBe(200);
    await stack.callScheduled('export-postgres');
    expect((await everyRow()).some((row) => row.includes(EMAIL))).toBe(true);

    const answer = await call(idToken, 'GET', '/api/my-data');
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    expect(linesOf(files, 'activities.jsonl')).toHaveLength(5);

    expect((await call(idToken, 'POST', '/api/account:delete')).status).toBe(202);
    const gone = performance.now() + PATIENCE_MS;
    for (;;) {
      const left = (await everyDocument()).filter(
        (one) => one.includes(uid) || one.includes(EMAIL),
      );
      if (left.length === 0) break;
      if (performance.now() > gone) expect(left).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    const traces = [...(await everyDocument()), ...(await everyRow()), await everyAccount()];
    expect(traces.filter((one) => one.includes(uid) || one.includes(EMAIL))).toEqual([]);
    expect(traces.some((one) => one.startsWith('tombstones/'))).toBe(true);
    expect((await call(idToken, 'POST', '/api/athlete')).ok).toBe(false);

    const again = await signUp(EMAIL);
    await call(again.idToken, 'POST', '/api/athlete');
    for (const part of ['settings', 'activities', 'annotations', 'journal']) {
      const lines = linesOf(files, `${part}.jsonl`);
      if (lines.length === 0) continue;
      const restored = await call(again.idToken, 'POST', '/api/my-data:restore', { part, lines });
      expect(await restored.json()).toMatchObject({ restored: lines.length });
    }
    const ledger = await firestore.doc(`users/${again.localId}/ledger/2025`).get();
    const [before] = linesOf(files, 'ledger.jsonl');
    expect({ id: ledger.id, document: ledger.data() }).toEqual(before);
  });
});
