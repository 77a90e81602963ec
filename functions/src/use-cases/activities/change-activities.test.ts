import { localDay, NO_ANNOTATION, type AnnotationDocument } from '@training-monkey/training';
import { beforeEach, describe, expect, test } from 'vitest';
import { stored } from '../../ports/stored.ts';
import { aFile, aStravaCopy } from '../../testing/an-activity.ts';
import { anAthlete, UID } from '../../testing/an-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import type { ActivityChange } from './activity-change.ts';
import { changeActivities } from './change-activities.ts';

let ports: MemoryPorts;
const change = (...changes: ActivityChange[]) => changeActivities(ports, UID, changes);
const outcomes = async (...changes: ActivityChange[]) =>
  (await change(...changes)).map((result) => result.outcome);
const idsOf = async (year: number) =>
  (await ports.store.get(stored.ledger(UID, year)))?.activityIds ?? null;
const user = async () => (await ports.store.get(stored.user(UID)))!;
const latest = async () => (await ports.store.get(stored.dashboard(UID)))!.metrics;
const annotate = (activityId: string, said: Partial<AnnotationDocument>) => {
  const annotation = { ...NO_ANNOTATION, updatedAt: '2025-06-10T12:00:00.000Z', ...said };
  ports.store.put(stored.annotation(UID, activityId).path, annotation);
};

beforeEach(async () => {
  ports = memoryPorts();
  await anAthlete(ports);
});

describe('changeActivities', () => {
  test('a new activity is in its ledger, on the dashboard and the first of its athlete', async () => {
    expect(await outcomes(aFile('a'))).toEqual(['created']);
    expect(await idsOf(2025)).toEqual(['a']);
    expect(await user()).toMatchObject({ ledgerYears: [2025], firstActivityDay: '2025-06-02' });
    expect(await latest()).toMatchObject({ firstDay: '2025-06-02', chronicActivityCount: 1 });
  });

  test('the same again changes nothing, not even a time stamp', async () => {
    await change(aFile('a'));
    const before = ports.store.contents();
    ports.pass(1000);
    expect(await outcomes(aFile('a'))).toEqual(['unchanged']);
    expect(ports.store.contents()).toEqual(before);
  });

  test('an edit replaces facts and score and keeps the day of creation', async () => {
    await change(aFile('a'));
    ports.pass(60_000);
    expect(await outcomes(aFile('a', { movingTimeS: 1800 }))).toEqual(['replaced']);
    const activity = await ports.store.get(stored.activity(UID, 'a'));
    expect(activity).toMatchObject({
      durationMinutes: 30,
      createdAt: '2025-06-10T12:00:00.000Z',
      updatedAt: '2025-06-10T12:01:00.000Z',
    });
  });

  test('an activity moved to another year leaves nothing behind', async () => {
    await change(aFile('a'));
    await change(aFile('a', { startedAt: '2019-03-01T06:00:00.000Z' }));
    expect(await idsOf(2025)).toBeNull();
    expect(await idsOf(2019)).toEqual(['a']);
    expect(await user()).toMatchObject({ ledgerYears: [2019], firstActivityDay: '2019-03-01' });
  });

  test('the last activity of a year takes the ledger with it', async () => {
    await change(aFile('a'));
    expect(await outcomes({ kind: 'remove', activityId: 'a' })).toEqual(['removed']);
    expect(await idsOf(2025)).toBeNull();
    expect(await user()).toMatchObject({ ledgerYears: [], firstActivityDay: null });
    expect(await latest()).toMatchObject({ firstDay: null, chronicActivityCount: 0 });
  });

  test('removing the first activity finds the next one years later', async () => {
    await change(
      aFile('a', { startedAt: '2015-01-05T06:00:00.000Z' }),
      aFile('b', { startedAt: '2018-01-05T06:00:00.000Z' }),
      aFile('c', { startedAt: '2021-01-05T06:00:00.000Z' }),
    );
    annotate('b', { leaveOut: true });
    await change({ kind: 'rescore', activityId: 'b' });
    await change({ kind: 'remove', activityId: 'a' });
    expect(await user()).toMatchObject({
      ledgerYears: [2018, 2021],
      firstActivityDay: '2021-01-05',
    });
  });

  test('removing takes what the athlete said along', async () => {
    await change(aFile('a'));
    annotate('a', { notes: 'hot' });
    await change({ kind: 'remove', activityId: 'a' });
    expect(await ports.store.get(stored.annotation(UID, 'a'))).toBeNull();
  });

  test('removing or rescoring what is not there is harmless', async () => {
    const before = ports.store.contents();
    const gone: ActivityChange[] = [
      { kind: 'remove', activityId: 'x' },
      { kind: 'rescore', activityId: 'x' },
    ];
    expect(await outcomes(...gone)).toEqual(['absent', 'absent']);
    expect(ports.store.contents()).toEqual(before);
  });

  test('what the athlete says decides the score', async () => {
    await change(aFile('a'));
    annotate('a', { leaveOut: true, correctedElevationGainFeet: 750 });
    expect(await outcomes({ kind: 'rescore', activityId: 'a' })).toEqual(['replaced']);
    const activity = await ports.store.get(stored.activity(UID, 'a'));
    expect(activity).toMatchObject({ counted: false, elevationLoadMiles: 1 });
    expect(await user()).toMatchObject({ firstActivityDay: null, ledgerYears: [2025] });
  });

  test('a file replaces its Strava copy and inherits what the athlete said', async () => {
    await change(aStravaCopy('1', { startedAt: '2025-06-02T06:01:30.000Z', movingTimeS: 3500 }));
    annotate('strava-1', { perceivedEffort: 7 });
    expect(await change(aFile('a'))).toEqual([
      { outcome: 'replaced', activityId: 'a', reason: null },
    ]);
    expect(await idsOf(2025)).toEqual(['a']);
    expect(await ports.store.get(stored.activity(UID, 'strava-1'))).toBeNull();
    expect(await ports.store.get(stored.annotation(UID, 'strava-1'))).toBeNull();
    expect(await ports.store.get(stored.annotation(UID, 'a'))).toMatchObject({
      perceivedEffort: 7,
    });
  });

  test('a Strava copy does not come back beside the file', async () => {
    await change(aFile('a'));
    expect(await change(aStravaCopy('1'))).toEqual([
      { outcome: 'unchanged', activityId: 'a', reason: null },
    ]);
    expect(await idsOf(2025)).toEqual(['a']);
  });

  test('a Strava copy edited onto a file gives way to it', async () => {
    await change(aFile('a'), aStravaCopy('1', { startedAt: '2025-06-03T06:00:00.000Z' }));
    annotate('strava-1', { notes: 'mine' });
    expect(await outcomes(aStravaCopy('1'))).toEqual(['unchanged']);
    expect(await idsOf(2025)).toEqual(['a']);
    expect(await ports.store.get(stored.annotation(UID, 'a'))).toMatchObject({ notes: 'mine' });
  });

  test('two Strava activities at one time both stand', async () => {
    expect(await outcomes(aStravaCopy('1'), aStravaCopy('2'))).toEqual(['created', 'created']);
  });

  test('of two files of one activity the first one wins, in one batch as well', async () => {
    expect(await change(aFile('a'), aFile('b'))).toMatchObject([
      { outcome: 'created' },
      { outcome: 'unchanged', activityId: 'a' },
    ]);
  });

  test('a copy is found across New Year', async () => {
    const startedAt = '2024-12-31T23:59:30.000Z';
    await change(aStravaCopy('1', { startedAt }));
    const other = { startedAt: '2025-01-01T00:00:30.000Z', localDay: localDay('2025-01-01') };
    expect(await outcomes(aFile('a', other))).toEqual(['replaced']);
    expect(await user()).toMatchObject({ ledgerYears: [2025] });
  });

  test('an old activity leaves the dashboard alone unless it is the first', async () => {
    await change(aFile('first', { startedAt: '2015-01-01T06:00:00.000Z' }));
    const before = await ports.store.get(stored.dashboard(UID));
    ports.pass(60_000);
    await change(aFile('old', { startedAt: '2016-01-01T06:00:00.000Z' }));
    expect(await ports.store.get(stored.dashboard(UID))).toEqual(before);
  });

  test('a full year refuses one more and says so', async () => {
    await change(aFile('a'));
    const path = stored.ledger(UID, 2025).path;
    const ledger = ports.store.contents().get(path) as Record<string, unknown>;
    const full = Object.entries(ledger).map(([key, value]) =>
      Array.isArray(value)
        ? [
            key,
            Array.from({ length: 4000 }, (_, i) =>
              key === 'activityIds' ? `x${i}` : (value[0] as unknown),
            ),
          ]
        : [key, value],
    );
    ports.store.put(path, Object.fromEntries(full));
    const [result] = await change(aFile('b', { startedAt: '2025-03-01T06:00:00.000Z' }));
    expect(result).toMatchObject({
      outcome: 'refused',
      reason: 'A year holds at most 4000 activities.',
    });
  });

  test('what is alongside lands with the change or not at all', async () => {
    const counter = stored.userIdCounter();
    await changeActivities(ports, UID, [aFile('a')], async (tx) => {
      const before = await tx.get(counter);
      return () => tx.set(counter, { last: (before?.last ?? 0) + 10 });
    });
    expect(await ports.store.get(counter)).toEqual({ last: 11 });
    const failing = changeActivities(ports, UID, [aFile('b')], () =>
      Promise.reject(new Error('lease lost')),
    );
    await expect(failing).rejects.toThrow('lease lost');
    expect(await ports.store.get(stored.activity(UID, 'b'))).toBeNull();
  });

  test('without an athlete nothing is written', async () => {
    await expect(changeActivities(ports, 'nobody', [aFile('a')])).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('more than 200 changes are refused', () => {
    const many = Array.from({ length: 201 }, (_, i) => aFile(`f${i}`));
    expect(() => changeActivities(ports, UID, many)).toThrow(
      'changeActivities requires at most 200 changes, got 201',
    );
  });
});
