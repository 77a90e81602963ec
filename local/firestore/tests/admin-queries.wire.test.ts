import { AggregateField, FieldPath, Filter } from '@google-cloud/firestore';
import type { DocumentSnapshot, Query, QuerySnapshot } from '@google-cloud/firestore';
import { beforeEach, describe, expect, test } from 'vitest';
import { adminStage, codeOf } from './admin-stage.ts';

const { db } = await adminStage('demo-admin');

const ids = (snapshot: QuerySnapshot): string[] => snapshot.docs.map((d) => d.id);

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
