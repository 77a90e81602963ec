import {
  AggregateField,
  FieldPath,
  FieldValue,
  Filter,
  Firestore,
  GeoPoint,
  Timestamp,
} from '@google-cloud/firestore';
import type { DocumentSnapshot, Query, QuerySnapshot } from '@google-cloud/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';

let firestore: RunningFirestore;
let db: Firestore;

beforeAll(async () => {
  firestore = await startFirestore();
  process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
  db = new Firestore({ projectId: 'demo-admin' });
});
afterAll(async () => {
  await db.terminate();
  await firestore.stop();
});
beforeEach(async () => {
  const base = `http://127.0.0.1:${firestore.port}/emulator/v1/projects/demo-admin`;
  await fetch(`${base}/databases/(default)/documents`, { method: 'DELETE' });
});

const ids = (snapshot: QuerySnapshot): string[] => snapshot.docs.map((d) => d.id);

async function codeOf(work: Promise<unknown>): Promise<number | string> {
  return work.then(
    () => 'no error',
    (error: unknown) => (error as { code: number }).code,
  );
}

describe('documents', () => {
  test('keep every type of value', async () => {
    const values = {
      nothing: null,
      yes: true,
      integer: 42,
      big: Number.MAX_SAFE_INTEGER,
      double: 1.25,
      minusZero: -0,
      nan: NaN,
      infinite: -Infinity,
      text: 'é 漢字 🏃',
      bytes: Buffer.from([0, 1, 255]),
      at: new Timestamp(1_700_000_000, 123_456_000),
      there: new GeoPoint(52.5, 13.4),
      other: db.doc('a/b'),
      list: [1, 'two', { three: [4] }],
      map: { nested: { deeper: null }, 'odd.key`\\': 1 },
      vector: FieldValue.vector([1, 2.5, 3]),
      emptyList: [],
      emptyMap: {},
    };
    await db.doc('types/all').set(values);
    const read = (await db.doc('types/all').get()).data();
    expect(read).toEqual(values);
    expect(Object.is(read?.minusZero, -0)).toBe(true);
  });

  test('carry create and update times that only a change moves', async () => {
    const ref = db.doc('times/one');
    const { writeTime: created } = await ref.create({ n: 1 });
    const same = await ref.set({ n: 1 });
    expect(same.writeTime.isEqual(created)).toBe(true);
    const { writeTime: updated } = await ref.update({ n: 2 });
    const snapshot = await ref.get();
    expect(snapshot.createTime?.isEqual(created)).toBe(true);
    expect(snapshot.updateTime?.isEqual(updated)).toBe(true);
    expect(updated.valueOf() > created.valueOf()).toBe(true);
  });

  test('are merged by mask, with fields deleted where told', async () => {
    const ref = db.doc('masks/one');
    await ref.set({ a: 1, b: { c: 2, d: 3 }, e: 4 });
    await ref.set({ b: { c: 20 } }, { merge: true });
    await ref.update({ 'b.d': FieldValue.delete(), e: FieldValue.delete(), 'f.g': 5 });
    await ref.update(new FieldPath('odd.name'), 6);
    expect((await ref.get()).data()).toEqual({ a: 1, b: { c: 20 }, f: { g: 5 }, 'odd.name': 6 });
  });

  test('are transformed by the server', async () => {
    const ref = db.doc('transforms/one');
    await ref.set({ n: 1, list: [1, 2, 2], text: 'x' });
    const { writeTime } = await ref.update({
      n: FieldValue.increment(2.5),
      text: FieldValue.increment(3),
      list: FieldValue.arrayUnion(2, 3),
      'deep.at': FieldValue.serverTimestamp(),
    });
    await ref.update({ list: FieldValue.arrayRemove(1, 2) });
    await ref.set({ only: FieldValue.increment(1) }, { merge: true });
    const read = await ref.get();
    expect(read.get('n')).toBe(3.5);
    expect(read.get('text')).toBe(3);
    expect(read.get('list')).toEqual([3]);
    expect((read.get('deep.at') as Timestamp).isEqual(writeTime)).toBe(true);
    expect(read.get('only')).toBe(1);
  });

  test('are guarded by preconditions', async () => {
    const ref = db.doc('guards/one');
    expect(await codeOf(ref.update({ a: 1 }))).toBe(5);
    expect(await codeOf(ref.delete({ exists: true }))).toBe(5);
    const { writeTime } = await ref.create({ a: 1 });
    expect(await codeOf(ref.create({ a: 1 }))).toBe(6);
    await ref.update({ a: 2 });
    expect(await codeOf(ref.update({ a: 3 }, { lastUpdateTime: writeTime }))).toBe(9);
    expect((await ref.get()).get('a')).toBe(2);
  });

  test('of one batch are written all or none', async () => {
    const batch = db.batch();
    batch.set(db.doc('batches/a'), { n: 1 });
    batch.update(db.doc('batches/a'), { n: FieldValue.increment(1) });
    batch.create(db.doc('batches/b'), { n: 1 });
    await batch.commit();
    expect((await db.doc('batches/a').get()).get('n')).toBe(2);
    const second = db.batch();
    second.delete(db.doc('batches/a'));
    second.create(db.doc('batches/b'), { n: 2 });
    expect(await codeOf(second.commit())).toBe(6);
    expect((await db.doc('batches/a').get()).exists).toBe(true);
  });

  test('keep to the limits of size, names and transforms', async () => {
    const ref = db.doc('limits/one');
    expect(await codeOf(ref.set({ text: 'x'.repeat(1_048_000) }))).toBe('no error');
    expect(await codeOf(ref.set({ text: 'x'.repeat(1_048_577) }))).toBe(3);
    expect(await codeOf(ref.set({ __reserved__: 1 }))).toBe(3);
    expect(await codeOf(db.doc('limits/__bad__').set({}))).toBe(3);
    expect(await codeOf(db.doc(`limits/${'x'.repeat(1501)}`).set({}))).toBe(3);
    const transforms = (count: number): Record<string, FieldValue> =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`f${i}`, FieldValue.increment(1)]),
      );
    expect(await codeOf(ref.set(transforms(500)))).toBe('no error');
    expect(await codeOf(ref.set(transforms(501)))).toBe(3);
  });

  test('are read together with those that are missing', async () => {
    await db.doc('many/a').set({ n: 1 });
    const found = await db.getAll(db.doc('many/a'), db.doc('many/b'), { fieldMask: ['n'] });
    expect(found.map((d) => d.exists)).toEqual([true, false]);
  });

  test('are listed with parents that exist only as a path', async () => {
    await db.doc('lists/a').set({});
    await db.doc('lists/b/sub/c').set({});
    expect((await db.collection('lists').listDocuments()).map((d) => d.id)).toEqual(['a', 'b']);
    expect((await db.doc('lists/b').listCollections()).map((c) => c.id)).toEqual(['sub']);
    expect((await db.listCollections()).map((c) => c.id)).toEqual(['lists']);
  });

  test('are written in bulk, each on its own', async () => {
    const writer = db.bulkWriter();
    writer.onWriteError(() => false);
    const results = Array.from({ length: 200 }, (_, i) => writer.set(db.doc(`bulk/d${i}`), { i }));
    const clash = writer.create(db.doc('bulk/d200'), {}).then(() => 'created');
    await writer.close();
    await Promise.all(results);
    expect(await clash).toBe('created');
    expect((await db.collection('bulk').count().get()).data().count).toBe(201);
    expect(await codeOf(db.doc('bulk/d200').create({}))).toBe(6);
  });

  test('of a collection are deleted with everything below, whatever their ids', async () => {
    for (const id of ['1', 'a', '__id7__', 'z/sub/deep']) await db.doc(`gone/${id}`).set({ id });
    await db.doc('gone-not/a').set({});
    await db.recursiveDelete(db.collection('gone'));
    expect((await db.listCollections()).map((c) => c.id)).toEqual(['gone-not']);
  });

  test('of two databases do not meet', async () => {
    const other = new Firestore({ projectId: 'demo-admin', databaseId: 'other' });
    await other.doc('both/one').set({ in: 'other' });
    expect((await db.doc('both/one').get()).exists).toBe(false);
    expect((await other.doc('both/one').get()).get('in')).toBe('other');
    await other.terminate();
  });
});

describe('queries', () => {
  beforeEach(async () => {
    const batch = db.batch();
    for (let i = 0; i < 10; i += 1) {
      const data = {
        n: i,
        mod: i % 3,
        tags: [`t${i % 2}`, 'all'],
        ...(i === 4 ? { extra: null } : {}),
      };
      batch.set(db.doc(`q/d${i}`), data);
      batch.set(db.doc(`q/d${i}/sub/s${i}`), { n: i });
    }
    await batch.commit();
  });
  const q = (): Query => db.collection('q');

  test.each<[string, (query: Query) => Query, string]>([
    ['==', (x) => x.where('n', '==', 3), 'd3'],
    ['!=', (x) => x.where('mod', '!=', 0).where('n', '<', 5), 'd1 d4 d2'],
    ['range', (x) => x.where('n', '>', 2).where('n', '<=', 5), 'd3 d4 d5'],
    ['in', (x) => x.where('n', 'in', [7, 1, 99]), 'd1 d7'],
    ['not-in', (x) => x.where('n', 'not-in', [0, 1, 2, 3, 4, 5, 6, 7]), 'd8 d9'],
    ['array-contains', (x) => x.where('tags', 'array-contains', 't1').limit(2), 'd1 d3'],
    [
      'array-contains-any',
      (x) => x.where('tags', 'array-contains-any', ['t0', 'no']).limit(2),
      'd0 d2',
    ],
    ['null', (x) => x.where('extra', '==', null), 'd4'],
    [
      'or',
      (x) => x.where(Filter.or(Filter.where('n', '==', 1), Filter.where('mod', '==', 2))),
      'd1 d2 d5 d8',
    ],
    [
      'and in or',
      (x) =>
        x.where(
          Filter.or(
            Filter.and(Filter.where('mod', '==', 0), Filter.where('n', '>', 5)),
            Filter.where('n', '==', 1),
          ),
        ),
      'd1 d6 d9',
    ],
    ['order desc', (x) => x.orderBy('n', 'desc').limit(3), 'd9 d8 d7'],
    ['two orders', (x) => x.orderBy('mod', 'desc').orderBy('n').limit(4), 'd2 d5 d8 d1'],
    ['ties by name', (x) => x.orderBy('mod').limit(3), 'd0 d3 d6'],
    ['offset', (x) => x.orderBy('n').offset(7), 'd7 d8 d9'],
    ['limitToLast', (x) => x.orderBy('n').limitToLast(2), 'd8 d9'],
    ['startAt', (x) => x.orderBy('n').startAt(8), 'd8 d9'],
    ['startAfter', (x) => x.orderBy('n').startAfter(8), 'd9'],
    ['endBefore', (x) => x.orderBy('n').endBefore(2), 'd0 d1'],
    ['endAt', (x) => x.orderBy('n').endAt(2), 'd0 d1 d2'],
    ['name range', (x) => x.where(FieldPath.documentId(), '>', 'd7'), 'd8 d9'],
    ['name in', (x) => x.where(FieldPath.documentId(), 'in', ['d9', 'd0']), 'd0 d9'],
    ['missing ordered field', (x) => x.orderBy('extra'), 'd4'],
    ['nothing', (x) => x.where('n', '==', 'three'), ''],
  ])('%s', async (_name, build, expected) => {
    expect(ids(await build(q()).get()).join(' ')).toBe(expected);
  });

  test('continue after a snapshot', async () => {
    const page = await q().orderBy('mod').limit(4).get();
    const rest = await q()
      .orderBy('mod')
      .startAfter(page.docs[3] as DocumentSnapshot)
      .get();
    expect(ids(rest)).toEqual(['d1', 'd4', 'd7', 'd2', 'd5', 'd8']);
  });

  test('project fields', async () => {
    const [doc] = (await q().where('n', '==', 3).select('mod').get()).docs;
    expect(doc?.data()).toEqual({ mod: 0 });
    const [bare] = (await q().where('n', '==', 3).select().get()).docs;
    expect(bare?.data()).toEqual({});
  });

  test('span collection groups', async () => {
    expect((await db.collectionGroup('sub').where('n', '>=', 8).get()).size).toBe(2);
    expect((await db.doc('q/d1').collection('sub').get()).size).toBe(1);
  });

  test('aggregate', async () => {
    const sums = await q()
      .where('mod', '==', 0)
      .aggregate({
        count: AggregateField.count(),
        sum: AggregateField.sum('n'),
        average: AggregateField.average('n'),
      })
      .get();
    expect(sums.data()).toEqual({ count: 4, sum: 18, average: 4.5 });
    const none = await q()
      .where('n', '>', 99)
      .aggregate({ a: AggregateField.average('n') })
      .get();
    expect(none.data()).toEqual({ a: null });
  });

  test('are partitioned into ranges that together hold every document', async () => {
    const batch = db.batch();
    for (let i = 0; i < 400; i += 1) batch.set(db.doc(`p/d${i}`), { i });
    await batch.commit();
    let total = 0;
    let parts = 0;
    for await (const part of db.collectionGroup('p').getPartitions(3)) {
      total += (await part.toQuery().get()).size;
      parts += 1;
    }
    expect([total, parts]).toEqual([400, 3]);
  });

  test('that Firestore refuses are refused', async () => {
    const many = Array.from({ length: 31 }, (_, i) => i);
    expect(await codeOf(q().where('n', 'in', many).get())).toBe(3);
    expect(await codeOf(q().where('n', 'not-in', many.slice(0, 11)).get())).toBe(3);
    const twice = q().where('tags', 'array-contains', 'a').where('tags', 'array-contains', 'b');
    expect(await codeOf(twice.get())).toBe(3);
  });

  test('read an earlier version in a read-only transaction', async () => {
    const { readTime } = await q().get();
    await db.doc('q/d0').delete();
    await db.doc('q/d1').update({ n: 100 });
    const then = await db.runTransaction((t) => t.get(q().orderBy('n')), {
      readOnly: true,
      readTime,
    });
    expect(ids(then)).toEqual(['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8', 'd9']);
    expect(then.docs[1]?.get('n')).toBe(1);
  });
});

describe('listeners', () => {
  function record(query: Query): { seen: string[]; stop: () => void } {
    const seen: string[] = [];
    const stop = query.onSnapshot((s) => seen.push(s.docs.map((d) => d.id).join(' ')));
    return { seen, stop };
  }

  test('see documents come, change, go, and limited results refill', async () => {
    await Promise.all([1, 2, 3, 4].map((n) => db.doc(`l/d${n}`).set({ n })));
    const { seen, stop } = record(db.collection('l').orderBy('n').limit(2));
    await expect.poll(() => seen.at(-1)).toBe('d1 d2');
    await db.doc('l/d1').delete();
    await expect.poll(() => seen.at(-1)).toBe('d2 d3');
    await db.doc('l/d4').update({ n: 0 });
    await expect.poll(() => seen.at(-1)).toBe('d4 d2');
    await db.doc('l/d2').update({ n: 9 });
    await expect.poll(() => seen.at(-1)).toBe('d4 d3');
    stop();
  });

  test('see a missing document appear and a batch as one change', async () => {
    const seen: unknown[] = [];
    const stop = db.doc('l/late').onSnapshot((s) => seen.push(s.data() ?? null));
    const { seen: lists, stop: stopList } = record(db.collection('pair'));
    await expect.poll(() => [seen.length, lists.length]).toEqual([1, 1]);
    const batch = db.batch();
    for (const id of ['a', 'b']) batch.set(db.doc(`pair/${id}`), {});
    batch.set(db.doc('l/late'), { here: true });
    await batch.commit();
    await expect.poll(() => [seen.at(-1), lists]).toEqual([{ here: true }, ['', 'a b']]);
    stop();
    stopList();
  });

  test('of one document share one evaluation', async () => {
    const ref = db.doc('l/popular');
    const heard = Array.from({ length: 25 }, () => 0);
    const stops = heard.map((_, i) =>
      ref.onSnapshot((s) => (heard[i] = (s.get('n') as number | undefined) ?? -1)),
    );
    await expect.poll(() => new Set(heard)).toEqual(new Set([-1]));
    const before = firestore.counts().listenEvaluations;
    await ref.set({ n: 7 });
    await expect.poll(() => new Set(heard)).toEqual(new Set([7]));
    expect(firestore.counts().listenEvaluations).toBe(before + 1);
    for (const stop of stops) stop();
  });

  test('see the database cleared', async () => {
    await db.doc('l/cleared').set({});
    const { seen, stop } = record(db.collection('l'));
    await expect.poll(() => seen.at(-1)).toBe('cleared');
    const base = `http://127.0.0.1:${firestore.port}/emulator/v1/projects/demo-admin`;
    await fetch(`${base}/databases/(default)/documents`, { method: 'DELETE' });
    await expect.poll(() => seen.at(-1)).toBe('');
    stop();
  });
});

describe('the bill', () => {
  test('counts reads, writes and deletes as Firestore charges them', async () => {
    const counted = async (work: () => Promise<unknown>): Promise<number[]> => {
      firestore.resetCounts();
      await work();
      const { reads, writes, deletes } = firestore.counts().admin;
      return [reads, writes, deletes];
    };
    expect(await counted(() => db.doc('bill/a').set({ n: 1 }))).toEqual([0, 1, 0]);
    expect(await counted(() => db.doc('bill/a').get())).toEqual([1, 0, 0]);
    expect(await counted(() => db.doc('bill/none').get())).toEqual([1, 0, 0]);
    expect(await counted(() => db.doc('bill/b').set({ n: 2 }))).toEqual([0, 1, 0]);
    expect(await counted(() => db.collection('bill').get())).toEqual([2, 0, 0]);
    expect(await counted(() => db.collection('bill').where('n', '>', 9).get())).toEqual([1, 0, 0]);
    expect(await counted(() => db.collection('bill').count().get())).toEqual([1, 0, 0]);
    expect(await counted(() => db.doc('bill/a').delete())).toEqual([0, 0, 1]);
    const stops: (() => void)[] = [];
    const listen = async (): Promise<void> => {
      const seen: number[] = [];
      stops.push(db.collection('bill').onSnapshot((s) => seen.push(s.size)));
      await expect.poll(() => seen).toEqual([1]);
      await db.doc('bill/c').set({});
      await expect.poll(() => seen).toEqual([1, 2]);
    };
    expect(await counted(listen)).toEqual([2, 1, 0]);
    for (const stop of stops) stop();
  });

  test('is served and reset over HTTP', async () => {
    const url = `http://127.0.0.1:${firestore.port}/emulator/v1/projects/demo-admin:billing`;
    await fetch(url, { method: 'DELETE' });
    await db.doc('bill/a').get();
    const bill: unknown = await (await fetch(url)).json();
    expect(bill).toMatchObject({ admin: { reads: 1, writes: 0 }, client: { reads: 0 } });
  });
});
