import { Firestore } from '@google-cloud/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';

const CLIENTS = 8;

let firestore: RunningFirestore;
let clients: Firestore[];
let db: Firestore;

beforeAll(async () => {
  firestore = await startFirestore();
  process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
  clients = Array.from({ length: CLIENTS }, () => new Firestore({ projectId: 'demo-tx' }));
  db = new Firestore({ projectId: 'demo-tx' });
});
afterAll(async () => {
  await Promise.all([...clients, db].map((client) => client.terminate()));
  await firestore.stop();
});

describe('transactions', () => {
  test('200 concurrent increments from 8 clients end at exactly 200', async () => {
    await db.doc('counters/one').set({ n: 0 });
    const increments = clients.flatMap((client) =>
      Array.from({ length: 200 / CLIENTS }, () =>
        client.runTransaction(async (transaction) => {
          const ref = client.doc('counters/one');
          const before = await transaction.get(ref);
          transaction.update(ref, { n: (before.get('n') as number) + 1 });
        }),
      ),
    );
    await Promise.all(increments);
    expect((await db.doc('counters/one').get()).get('n')).toBe(200);
  });

  test('hand out serial numbers once each when the counter is created on the way', async () => {
    const serials = await Promise.all(
      clients.flatMap((client) =>
        Array.from({ length: 5 }, () =>
          client.runTransaction(async (transaction) => {
            const counter = client.doc('counters/serial');
            const next = ((await transaction.get(counter)).get('n') as number | undefined) ?? 1;
            transaction.set(counter, { n: next + 1 });
            transaction.create(client.doc(`serials/s${next}`), {});
            return next;
          }),
        ),
      ),
    );
    expect([...serials].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  test('take each piece of queried work once', async () => {
    const batch = db.batch();
    for (let i = 0; i < 24; i += 1) batch.set(db.doc(`work/w${i}`), { state: 'queued', i });
    await batch.commit();
    const takeOne = (client: Firestore): Promise<string | null> =>
      client.runTransaction(async (transaction) => {
        const queued = client.collection('work').where('state', '==', 'queued').limit(1);
        const [found] = (await transaction.get(queued)).docs;
        if (!found) return null;
        transaction.update(found.ref, { state: 'leased' });
        return found.id;
      });
    const taken = await Promise.all(
      clients.flatMap((client) => [takeOne(client), takeOne(client), takeOne(client)]),
    );
    expect(new Set(taken).size).toBe(24);
    expect(taken).not.toContain(null);
  });

  test('are retried when a plain write comes between', async () => {
    await db.doc('counters/raced').set({ n: 1 });
    let attempts = 0;
    await db.runTransaction(async (transaction) => {
      attempts += 1;
      const read = await transaction.get(db.doc('counters/raced'));
      if (attempts === 1) await clients[0]?.doc('counters/raced').set({ n: 10 });
      transaction.update(db.doc('counters/raced'), { n: (read.get('n') as number) + 1 });
    });
    expect(attempts).toBe(2);
    expect((await db.doc('counters/raced').get()).get('n')).toBe(11);
  });

  test('leave nothing behind when their code throws', async () => {
    const failing = db.runTransaction(async (transaction) => {
      await transaction.get(db.doc('counters/thrown'));
      transaction.set(db.doc('counters/thrown'), { n: 1 });
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect((await db.doc('counters/thrown').get()).exists).toBe(false);
    await db.runTransaction(async (transaction) => {
      await transaction.get(db.doc('counters/thrown'));
      transaction.set(db.doc('counters/thrown'), { n: 2 });
    });
    expect((await db.doc('counters/thrown').get()).get('n')).toBe(2);
  });

  test('read one version when they only read', async () => {
    await db.doc('pair/a').set({ n: 1 });
    await db.doc('pair/b').set({ n: 1 });
    const read = await db.runTransaction(
      async (transaction) => {
        const a = await transaction.get(db.doc('pair/a'));
        const batch = db.batch();
        batch.update(db.doc('pair/a'), { n: 2 });
        batch.update(db.doc('pair/b'), { n: 2 });
        await batch.commit();
        const b = await transaction.get(db.doc('pair/b'));
        return [a.get('n'), b.get('n')] as number[];
      },
      { readOnly: true },
    );
    expect(read).toEqual([1, 1]);
  });
});
