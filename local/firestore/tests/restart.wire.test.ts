import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Firestore } from '@google-cloud/firestore';
import { deleteApp, initializeApp } from 'firebase/app';
import {
  collection,
  connectFirestoreEmulator,
  getFirestore,
  onSnapshot,
  setLogLevel,
} from 'firebase/firestore';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anyFreePort } from '../../runner/free-port.ts';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';

let folder: string;
let firestore: RunningFirestore;

beforeEach(() => {
  setLogLevel('silent');
  folder = mkdtempSync(join(tmpdir(), 'firestore-restart-'));
});
afterEach(async () => {
  await firestore.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['that kept its documents', true],
  ['that forgot them', false],
])('listeners come back by themselves to a server %s', async (_name, keeps) => {
  const options = keeps ? { dataDir: folder } : {};
  // One that nobody else is given while the server is down.
  const port = await anyFreePort();
  firestore = await startFirestore({ ...options, port });
  process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${port}`;
  const admin = new Firestore({ projectId: 'demo-restart' });
  const app = initializeApp({ projectId: 'demo-restart', apiKey: 'none' });
  const web = getFirestore(app);
  connectFirestoreEmulator(web, '127.0.0.1', port);
  await admin.doc('c/old').set({});
  const seen: Record<string, string[]> = {};
  const stops = [
    admin.collection('c').onSnapshot((s) => (seen.admin = s.docs.map((d) => d.id))),
    onSnapshot(collection(web, 'c'), (s) => (seen.web = s.docs.map((d) => d.id))),
  ];
  await expect.poll(() => seen).toEqual({ admin: ['old'], web: ['old'] });
  await firestore.stop();
  firestore = await startFirestore({ ...options, port });
  const writer = new Firestore({ projectId: 'demo-restart' });
  await writer.doc('c/new').set({});
  const expected = keeps ? ['new', 'old'] : ['new'];
  await expect.poll(() => seen, { timeout: 60_000 }).toEqual({ admin: expected, web: expected });
  for (const stop of stops) stop();
  await Promise.all([admin.terminate(), writer.terminate(), deleteApp(app)]);
});
