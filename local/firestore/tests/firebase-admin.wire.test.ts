import { deleteApp, initializeApp } from 'firebase-admin/app';
import type { App } from 'firebase-admin/app';
import { FieldValue, Filter, getFirestore } from 'firebase-admin/firestore';
import type { Firestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';

let firestore: RunningFirestore;
let app: App;
let db: Firestore;

beforeAll(async () => {
  firestore = await startFirestore();
  process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
  app = initializeApp({ projectId: 'demo-bundled' });
  db = getFirestore(app);
});
afterAll(async () => {
  await db.terminate();
  await deleteApp(app);
  await firestore.stop();
});

describe('firebase-admin, with the older client that it bundles', () => {
  test('writes, queries without naming the last order, and pages', async () => {
    const batch = db.batch();
    for (let i = 0; i < 6; i += 1) batch.set(db.doc(`c/d${i}`), { n: i % 2, i });
    await batch.commit();
    await db.doc('c/d0').update({ i: FieldValue.increment(10) });
    const first = await db.collection('c').orderBy('n').limit(2).get();
    const last = first.docs[1];
    expect(first.docs.map((d) => d.id)).toEqual(['d0', 'd2']);
    const rest = await db.collection('c').orderBy('n').startAfter(last).get();
    expect(rest.docs.map((d) => d.id)).toEqual(['d4', 'd1', 'd3', 'd5']);
    const either = Filter.or(Filter.where('i', '==', 10), Filter.where('i', '==', 5));
    expect((await db.collection('c').where(either).get()).size).toBe(2);
  });

  test('contends in transactions and listens', async () => {
    const ref = db.doc('counters/one');
    const seen: (number | undefined)[] = [];
    const stop = ref.onSnapshot((s) => seen.push(s.get('n') as number | undefined));
    const add = (): Promise<void> =>
      db.runTransaction(async (transaction) => {
        const before = await transaction.get(ref);
        transaction.set(ref, { n: ((before.get('n') as number | undefined) ?? 0) + 1 });
      });
    await Promise.all(Array.from({ length: 20 }, add));
    await expect.poll(() => seen.at(-1)).toBe(20);
    stop();
    await db.recursiveDelete(db.collection('counters'));
    expect((await ref.get()).exists).toBe(false);
  });
});
