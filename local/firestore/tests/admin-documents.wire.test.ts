import { FieldPath, FieldValue, Firestore, GeoPoint, Timestamp } from '@google-cloud/firestore';
import { describe, expect, test } from 'vitest';
import { adminStage, codeOf } from './admin-stage.ts';

const { db } = await adminStage('demo-admin');

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
