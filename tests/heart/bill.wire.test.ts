import { documentPaths, localDay, NO_ANNOTATION } from '@training-monkey/training';
import { initializeTestEnvironment } from '@firebase/rules-unit-testing';
import { doc, getDoc, type Firestore } from 'firebase/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stored } from '../../functions/src/ports/stored.ts';
import { aFile, aStravaCopy, someFacts } from '../../functions/src/testing/an-activity.ts';
import { saveSettings } from '../../functions/src/testing/an-athlete.ts';
import { MAX_BATCH_BYTES } from '../../functions/src/handlers/api/activity-routes.ts';
import { changeActivities } from '../../functions/src/use-cases/activities/change-activities.ts';
import { importActivities } from '../../functions/src/use-cases/activities/import-activities.ts';
import { ensureAthlete } from '../../functions/src/use-cases/athlete/ensure-athlete.ts';
import { takeUpSettings } from '../../functions/src/use-cases/athlete/take-up-settings.ts';
import { turnTheDay } from '../../functions/src/use-cases/athlete/turn-the-day.ts';
import { publishBenchmarks } from '../../functions/src/use-cases/benchmarks/publish-benchmarks.ts';
import { markingStore } from '../../functions/src/use-cases/export/marking-store.ts';
import { heartStage, type HeartStage } from './heart-stage.ts';

let stage: HeartStage;
/** A store that marks what the relational mirror is to take up. */
let ports: HeartStage['ports'];
let athletes = 0;
let uid = '';
const identity = () => ({ uid, email: null, isAdmin: false });
const at = (year: number, day = 1) => ({
  startedAt: new Date(Date.UTC(year, 0, day, 6)).toISOString(),
});

beforeAll(async () => {
  stage = await heartStage();
  ports = { ...stage.ports, store: markingStore(stage.ports.store) };
});
afterAll(() => stage.stop());

/** Each athlete has ten years of training. */
beforeEach(async () => {
  stage.setNow('2025-06-10T12:00:00.000Z');
  athletes += 1;
  uid = `athlete-${athletes}`;
  await ensureAthlete(ports, identity(), 'UTC');
  const years = Array.from({ length: 10 }, (_, i) => aFile(`y${i}`, at(2016 + i)));
  await changeActivities(ports, uid, years);
});

/** The mirror has them all, so that the next change has to say so. */
const exported = () =>
  stage.ports.store.transact((tx) => {
    tx.update(stored.user(uid), { awaitsExport: false });
    return Promise.resolve();
  });

/** One call of the API: the athlete is looked up, then the batch goes in. */
const billOfImport = async (facts: ReturnType<typeof someFacts>[]) => {
  await exported();
  return stage.billOf(async () => {
    await ensureAthlete(ports, identity(), 'UTC');
    const items = facts.map((one) => ({ facts: one, fileName: 'a.fit' }));
    const results = await importActivities(ports, uid, 'file', items);
    expect(results.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
  });
};

describe('the bill of importing one session', () => {
  test.each([
    ['today', { startedAt: '2025-06-10T06:00:00.000Z' }],
    ['years ago', at(2019, 100)],
    ['before all others', at(2012)],
  ])('%s: at most 6 reads and 4 writes', async (_when, changes) => {
    const bill = await billOfImport([someFacts(changes)]);
    expect(bill.reads).toBeLessThanOrEqual(6);
    expect(bill.writes).toBeLessThanOrEqual(4);
  });

  test('again, with something said about it: at most 6 reads and nothing written', async () => {
    const facts = someFacts({ startedAt: '2025-06-10T06:00:00.000Z' });
    await billOfImport([facts]);
    const bill = await billOfImport([facts]);
    expect(bill.reads).toBeLessThanOrEqual(6);
    expect(bill).toMatchObject({ writes: 0, deletes: 0 });
  });

  test('instead of its Strava copy, with what was said about that: no more', async () => {
    await changeActivities(ports, uid, [
      aStravaCopy('1', { startedAt: '2025-06-09T06:00:00.000Z' }),
    ]);
    await stage.ports.store.create(stored.annotation(uid, 'strava-1'), {
      ...NO_ANNOTATION,
      notes: 'hot',
      updatedAt: '2025-06-10T12:00:00.000Z',
    });
    const bill = await billOfImport([someFacts({ startedAt: '2025-06-09T06:01:00.000Z' })]);
    expect(bill.reads).toBeLessThanOrEqual(6);
    expect(bill.writes).toBeLessThanOrEqual(4);
    expect(await stage.ports.store.get(stored.activity(uid, 'strava-1'))).toBeNull();
  });
});

test('a batch of 200 costs at most 12 reads and 210 writes beside the look-ups', async () => {
  const facts = Array.from({ length: 200 }, (_, i) => someFacts(at(2022, 3 + i * 5)));
  const bill = await billOfImport(facts);
  expect(bill.reads - 200).toBeLessThanOrEqual(12);
  expect(bill.writes).toBeLessThanOrEqual(210);
});

test('a batch of the fullest 200 activities fits the API and one transaction', async () => {
  const seconds = Array.from({ length: 226 }, (_, i) => 17.123456 + i);
  const heartRate = { avgBpm: 151.234567, maxBpm: 250, histogram: { firstBpm: 25, seconds } };
  const name = 'ö'.repeat(200);
  const facts = Array.from({ length: 200 }, (_, i) =>
    someFacts({ ...at(2022, 3 + i * 5), name, deviceName: name.slice(100), heartRate }),
  );
  const activities = facts.map((one) => ({ facts: one, fileName: name }));
  expect(Buffer.byteLength(JSON.stringify({ activities }))).toBeLessThan(MAX_BATCH_BYTES);
  const results = await importActivities(ports, uid, 'file', activities);
  expect(results.every(({ outcome }) => outcome === 'created')).toBe(true);
});

test('turning the day costs 3 reads and 2 writes an athlete', async () => {
  // Whoever else is due is turned first.
  stage.setNow('2025-06-11T00:01:00.000Z');
  const deadline = new Date('2025-06-13T00:00:00.000Z');
  const { turned } = await turnTheDay(ports, deadline);
  expect(turned).toBeGreaterThan(0);
  stage.setNow('2025-06-12T00:01:00.000Z');
  await exported();
  const bill = await stage.billOf(() => turnTheDay(ports, deadline));
  // The look for more athletes, which finds none, is billed once a run.
  expect(bill.reads - 1).toBe(3 * turned);
  expect(bill.writes).toBe(2 * turned);
});

test('benchmarks cost 3 reads for each athlete who consents, and nothing for others', async () => {
  await saveSettings(stage.ports, { benchmarkingConsent: true }, uid);
  await takeUpSettings(stage.ports, uid);
  const deadline = new Date('2025-06-11T00:00:00.000Z');
  const bill = await stage.billOf(() => publishBenchmarks(stage.ports, deadline));
  // Twice the state; looks for more athletes and for older benchmarks, which find none.
  expect(bill.reads).toBe(3 + 2 + 2);
  expect(bill.writes).toBe(1);
  const again = await stage.billOf(() => publishBenchmarks(stage.ports, deadline));
  expect(again).toMatchObject({ reads: 1, writes: 0 });
});

test('a cold dashboard is 6 documents, ten years of history 14, all readable by their athlete', async () => {
  const { host, port } = stage.server;
  const environment = await initializeTestEnvironment({
    projectId: 'demo-training-monkey',
    firestore: { host, port },
  });
  const { user, athleteSettings, dashboard, recommendation, ledger } = documentPaths;
  // A document that is not there costs a read as well.
  const words = recommendation(uid, localDay('2025-06-10'));
  const first = [user(uid), athleteSettings(uid), dashboard(uid), words];
  const read = async (paths: string[]) => {
    const athlete = environment.authenticatedContext(uid).firestore() as unknown as Firestore;
    stage.server.resetCounts();
    for (const path of paths) {
      expect((await getDoc(doc(athlete, path))).exists()).toBe(path !== words);
    }
    return stage.server.counts().client.reads;
  };
  expect(await read([...first, ledger(uid, 2025), ledger(uid, 2024)])).toBe(6);
  const all = Array.from({ length: 10 }, (_, i) => ledger(uid, 2016 + i));
  expect(await read([...first, ...all])).toBe(14);
  await environment.cleanup();
});
