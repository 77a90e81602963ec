import { initializeApp } from 'firebase/app';
import {
  Bytes,
  collection,
  connectFirestoreEmulator,
  doc,
  getCount,
  getDoc,
  getDocs,
  getFirestore,
  query,
  runTransaction,
  setDoc,
  setLogLevel,
  where,
} from 'firebase/firestore/lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';
import { RULES } from './rules-fixture.ts';

let firestore: RunningFirestore;
let base: string;

beforeAll(async () => {
  setLogLevel('silent');
  firestore = await startFirestore({ rules: RULES });
  base = `http://127.0.0.1:${firestore.port}/v1/projects/demo-rest/databases/(default)/documents`;
});
afterAll(() => firestore.stop());

interface Answer {
  status: number;
  body: unknown;
}

async function ask(method: string, path: string, body?: object): Promise<Answer> {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { authorization: 'Bearer owner' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

describe('the Lite SDK', () => {
  test('reads, writes, queries and transacts with ids of any characters', async () => {
    const db = getFirestore(initializeApp({ projectId: 'demo-rest', apiKey: 'none' }));
    connectFirestoreEmulator(db, '127.0.0.1', firestore.port);
    const ref = doc(db, 'open', 'a:b ü%2F');
    await setDoc(ref, { n: 1, zero: -0, not: NaN, bytes: Bytes.fromBase64String('AAEC') });
    const read = await getDoc(ref);
    expect(Object.is(read.get('zero'), -0)).toBe(true);
    expect(read.get('not')).toBeNaN();
    await runTransaction(db, async (transaction) => {
      const before = await transaction.get(ref);
      transaction.update(ref, { n: Number(before.get('n')) + 1 });
    });
    const found = await getDocs(query(collection(db, 'open'), where('n', '==', 2)));
    expect(found.docs.map((d) => d.id)).toEqual(['a:b ü%2F']);
    expect((await getCount(collection(ref, 'none'))).data().count).toBe(0);
    await expect(setDoc(doc(db, 'users/ann'), {})).rejects.toMatchObject({
      code: 'permission-denied',
    });
  });
});

describe('documents by HTTP', () => {
  test('are created, read, patched, listed and deleted', async () => {
    const fields = { n: { integerValue: '1' }, keep: { booleanValue: true } };
    expect((await ask('POST', '/curl?documentId=one', { fields })).status).toBe(200);
    expect((await ask('POST', '/curl?documentId=one', { fields })).status).toBe(409);
    const patch = { fields: { n: { integerValue: 2 } } };
    await ask('PATCH', '/curl/one?updateMask.fieldPaths=n', patch);
    const one = await ask('GET', '/curl/one');
    expect(one.body).toMatchObject({ fields: { n: { integerValue: '2' }, keep: {} } });
    await ask('POST', '/curl', { fields: {} });
    const listed = (await ask('GET', '/curl?pageSize=1')).body as { nextPageToken: string };
    expect(listed).toMatchObject({ documents: [{}] });
    const rest = await ask('GET', `/curl?pageSize=5&pageToken=${listed.nextPageToken}`);
    expect((rest.body as { documents: object[] }).documents).toHaveLength(1);
    expect((await ask('DELETE', '/curl/one')).status).toBe(200);
    expect((await ask('GET', '/curl/one')).status).toBe(404);
    const missing = await ask('PATCH', '/curl/one?currentDocument.exists=true', patch);
    expect(missing.body).toMatchObject({ error: { code: 404, status: 'NOT_FOUND' } });
  });

  test('answer a browser’s preflight and echo its origin, on errors too', async () => {
    const preflight = await fetch(`${base}:commit`, {
      method: 'OPTIONS',
      headers: { origin: 'https://app.test', 'access-control-request-headers': 'authorization' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization');
    const failed = await fetch(`${base}/none/one`, { headers: { origin: 'https://app.test' } });
    expect(failed.status).toBe(403);
    expect(failed.headers.get('access-control-allow-origin')).toBe('https://app.test');
    expect(failed.headers.get('access-control-allow-credentials')).toBe('true');
  });

  test('outside the scope are unimplemented', async () => {
    expect((await ask('POST', ':executePipeline', {})).status).toBe(501);
    const nearest = { structuredQuery: { from: [{ collectionId: 'q' }], findNearest: {} } };
    expect((await ask('POST', ':runQuery', nearest)).status).toBe(501);
  });
});
