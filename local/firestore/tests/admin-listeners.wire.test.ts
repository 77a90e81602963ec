import type { Query } from '@google-cloud/firestore';
import { describe, expect, test } from 'vitest';
import { adminStage } from './admin-stage.ts';

const { firestore, db, clear } = await adminStage('demo-admin');

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
    await clear();
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
