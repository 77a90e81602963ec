import { Firestore as AdminFirestore, Timestamp as AdminTimestamp } from '@google-cloud/firestore';
import { deleteApp, initializeApp } from 'firebase/app';
import type { FirebaseApp } from 'firebase/app';
import {
  addDoc,
  arrayRemove,
  arrayUnion,
  average,
  Bytes,
  collection,
  collectionGroup,
  connectFirestoreEmulator,
  deleteDoc,
  deleteField,
  disableNetwork,
  doc,
  enableNetwork,
  GeoPoint,
  getAggregateFromServer,
  getDoc,
  getDocs,
  increment,
  initializeFirestore,
  limitToLast,
  onSnapshot,
  or,
  orderBy,
  query,
  runTransaction,
  serverTimestamp,
  setDoc,
  setLogLevel,
  sum,
  Timestamp,
  updateDoc,
  where,
  writeBatch,
} from 'firebase/firestore';
import type { Firestore, Query } from 'firebase/firestore';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';
import { RULES } from './rules-fixture.ts';

let firestore: RunningFirestore;
let admin: AdminFirestore;
const apps: FirebaseApp[] = [];

beforeAll(async () => {
  setLogLevel('silent');
  firestore = await startFirestore({ rules: RULES });
  process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
  admin = new AdminFirestore({ projectId: 'demo-web' });
});
afterAll(async () => {
  await admin.terminate();
  await firestore.stop();
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => deleteApp(app)));
});

function connect(uid?: string): Firestore {
  const app = initializeApp({ projectId: 'demo-web', apiKey: 'none' }, `app-${apps.length}`);
  apps.push(app);
  const db = initializeFirestore(app, {});
  const user = uid === undefined ? {} : { mockUserToken: { sub: uid } };
  connectFirestoreEmulator(db, '127.0.0.1', firestore.port, user);
  return db;
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'ok',
    (error: unknown) => (error as { code: string }).code,
  );

describe('the web SDK in Node', () => {
  test('keeps every type of value', async () => {
    const db = connect();
    const values = {
      nothing: null,
      yes: false,
      integer: 7,
      double: -0.5,
      text: '漢字 🏃',
      bytes: Bytes.fromUint8Array(new Uint8Array([0, 255])),
      at: new Timestamp(1_700_000_000, 123_000_000),
      there: new GeoPoint(-10, 170),
      other: doc(db, 'open/other'),
      list: [1, { a: [] }],
      map: { 'odd.key': {} },
    };
    await setDoc(doc(db, 'open/types'), values);
    const read = (await getDoc(doc(db, 'open/types'))).data();
    const plain = Object.entries(values).filter(([key]) => key !== 'other' && key !== 'bytes');
    expect(read).toMatchObject(Object.fromEntries(plain));
    expect((read?.bytes as Bytes).isEqual(values.bytes)).toBe(true);
    expect((read?.other as { path: string }).path).toBe('open/other');
  });

  test('updates, transforms, deletes and batches', async () => {
    const db = connect();
    const ref = doc(db, 'open/changing');
    await setDoc(ref, { n: 1, gone: true, list: ['a'] });
    await updateDoc(ref, {
      n: increment(2),
      gone: deleteField(),
      list: arrayUnion('b'),
      at: serverTimestamp(),
    });
    await updateDoc(ref, { list: arrayRemove('a') });
    const changed = await admin.doc('open/changing').get();
    expect([changed.get('n'), changed.get('list'), changed.get('gone')]).toEqual([
      3,
      ['b'],
      undefined,
    ]);
    expect(changed.get('at')).toBeInstanceOf(AdminTimestamp);
    const batch = writeBatch(db);
    batch.delete(ref);
    batch.set(doc(db, 'open/batched'), { a: 1 }, { merge: true });
    await batch.commit();
    expect((await getDoc(ref)).exists()).toBe(false);
    expect(await codeOf(updateDoc(ref, { n: 1 }))).toBe('not-found');
    const added = await addDoc(collection(db, 'open'), { added: true });
    expect((await admin.doc(added.path).get()).get('added')).toBe(true);
    await deleteDoc(added);
    expect((await admin.doc(added.path).get()).exists).toBe(false);
  });

  test('queries and aggregates', async () => {
    const db = connect();
    const runs = collection(db, 'open/log/runs');
    for (const n of [1, 2, 3, 4]) await setDoc(doc(runs, `r${n}`), { n, odd: n % 2 === 1 });
    const ids = async (q: Query): Promise<string[]> => (await getDocs(q)).docs.map((d) => d.id);
    expect(await ids(query(runs, where('odd', '==', true), orderBy('n', 'desc')))).toEqual([
      'r3',
      'r1',
    ]);
    expect(await ids(query(runs, orderBy('n'), limitToLast(2)))).toEqual(['r3', 'r4']);
    expect(await ids(query(runs, or(where('n', '==', 1), where('n', '>', 3))))).toEqual([
      'r1',
      'r4',
    ]);
    const totals = await getAggregateFromServer(runs, { sum: sum('n'), average: average('n') });
    expect(totals.data()).toEqual({ sum: 10, average: 2.5 });
  });

  test('listens to many targets on one stream and sees them at one version', async () => {
    const db = connect();
    const seen: Record<string, unknown> = {};
    const stops = ['a', 'b'].map((id) =>
      onSnapshot(
        doc(db, `open/multi-${id}`),
        (s) => (seen[id] = (s.get('n') as number | undefined) ?? null),
      ),
    );
    const stopList = onSnapshot(
      query(collection(db, 'open'), where('multi', '==', true)),
      (s) => (seen.list = s.docs.map((d) => d.id)),
    );
    await expect.poll(() => seen).toEqual({ a: null, b: null, list: [] });
    const batch = admin.batch();
    batch.set(admin.doc('open/multi-a'), { n: 1, multi: true });
    batch.set(admin.doc('open/multi-b'), { n: 2, multi: true });
    await batch.commit();
    await expect.poll(() => seen).toEqual({ a: 1, b: 2, list: ['multi-a', 'multi-b'] });
    for (const stop of [...stops, stopList]) stop();
  });

  test('comes back from offline with what changed, was deleted or entered meanwhile', async () => {
    const db = connect();
    const trail = (n: number): object => ({ trail: n });
    for (const n of [1, 2, 3]) await admin.doc(`open/trail${n}`).set(trail(n));
    let seen: string[] = [];
    const stop = onSnapshot(
      query(collection(db, 'open'), where('trail', '>', 0)),
      (s) => (seen = s.docs.map((d) => `${d.id}=${String(d.get('trail'))}`)),
    );
    await expect.poll(() => seen).toEqual(['trail1=1', 'trail2=2', 'trail3=3']);
    await disableNetwork(db);
    await admin.doc('open/trail1').delete();
    await admin.doc('open/trail2').set(trail(20));
    await admin.doc('open/trail3').set(trail(0));
    await admin.doc('open/trail4').set(trail(4));
    await enableNetwork(db);
    await expect.poll(() => seen).toEqual(['trail4=4', 'trail2=20']);
    stop();
  });

  test('transactions verify what they only read', async () => {
    const db = connect();
    await admin.doc('open/read-only').set({ v: 1 });
    let attempts = 0;
    await runTransaction(db, async (transaction) => {
      attempts += 1;
      const read = await transaction.get(doc(db, 'open/read-only'));
      await transaction.get(doc(db, 'open/never-there'));
      if (attempts === 1) await admin.doc('open/read-only').set({ v: 2 });
      transaction.set(doc(db, 'open/copy'), { v: read.get('v') as number });
    });
    expect(attempts).toBe(2);
    expect((await admin.doc('open/copy').get()).get('v')).toBe(2);
  });

  test('sends every write once although one sent ahead fails', async () => {
    const db = connect('ann');
    await setDoc(doc(db, 'open/once'), { n: 0 });
    const work = Array.from({ length: 8 }, (_, i) =>
      i === 3
        ? codeOf(setDoc(doc(db, 'users/bob'), { mine: true }))
        : codeOf(updateDoc(doc(db, 'open/once'), { n: increment(1) })),
    );
    expect((await Promise.all(work)).filter((c) => c !== 'ok')).toEqual(['permission-denied']);
    expect((await admin.doc('open/once').get()).get('n')).toBe(7);
  });
});

describe('security rules over the wire', () => {
  test('let a user at her own documents and at nobody else’s', async () => {
    const [ann, nobody] = [connect('ann'), connect()];
    expect(await codeOf(setDoc(doc(ann, 'users/ann/log/1'), { a: 1 }))).toBe('ok');
    expect(await codeOf(setDoc(doc(ann, 'users/bob/log/1'), { a: 1 }))).toBe('permission-denied');
    expect(await codeOf(getDoc(doc(nobody, 'users/ann/log/1')))).toBe('permission-denied');
    expect(await codeOf(getDocs(collection(ann, 'users')))).toBe('permission-denied');
    expect(await codeOf(getDocs(collectionGroup(ann, 'log')))).toBe('permission-denied');
    expect(await codeOf(getDocs(collection(ann, 'users/ann/log')))).toBe('ok');
    expect(await codeOf(updateDoc(doc(ann, 'users/bob'), { a: 1 }))).toBe('permission-denied');
  });

  test('see a server timestamp as the time of the request', async () => {
    const db = connect('ann');
    expect(await codeOf(setDoc(doc(db, 'stamped/1'), { at: serverTimestamp() }))).toBe('ok');
    const past = setDoc(doc(db, 'stamped/1'), { at: Timestamp.fromMillis(0) });
    expect(await codeOf(past)).toBe('permission-denied');
  });

  test('see a commit as it will be', async () => {
    const db = connect('ann');
    expect(await codeOf(setDoc(doc(db, 'paired/1'), { n: 1 }))).toBe('permission-denied');
    const pair = (n: number, m: number): Promise<void> => {
      const batch = writeBatch(db);
      batch.set(doc(db, 'paired/1'), { n });
      batch.set(doc(db, 'receipts/1'), { n: m });
      return batch.commit();
    };
    expect(await codeOf(pair(1, 2))).toBe('permission-denied');
    expect(await codeOf(pair(1, 1))).toBe('ok');
  });

  test('end a listener when its document or one the rules read no longer allows it', async () => {
    const db = connect('ann');
    await admin.doc('shared/one').set({ visible: true });
    await admin.doc('keys/main').set({ open: true });
    const seen: Record<string, string[]> = { shared: [], guarded: [] };
    for (const [label, path] of [
      ['shared', 'shared/one'],
      ['guarded', 'guarded/one'],
    ] as const) {
      onSnapshot(
        doc(db, path),
        () => seen[label]?.push('seen'),
        (error) => seen[label]?.push(error.code),
      );
    }
    await expect.poll(() => seen).toEqual({ shared: ['seen'], guarded: ['seen'] });
    await admin.doc('shared/one').set({ visible: false });
    await expect.poll(() => seen.shared).toEqual(['seen', 'permission-denied']);
    await admin.doc('keys/main').set({ open: false });
    await expect.poll(() => seen.guarded).toEqual(['seen', 'permission-denied']);
  });

  test('count what they read on the client’s bill', async () => {
    const db = connect('ann');
    await admin.doc('keys/main').set({ open: true });
    firestore.resetCounts();
    await getDoc(doc(db, 'guarded/one'));
    expect(firestore.counts().client).toEqual({ reads: 2, writes: 0, deletes: 0 });
  });
});
