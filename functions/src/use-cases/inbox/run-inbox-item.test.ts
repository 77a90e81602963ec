import type { InboxWork } from '@training-monkey/training';
import { localDay } from '@training-monkey/training';
import { beforeEach, describe, expect, test } from 'vitest';
import { stored } from '../../ports/stored.ts';
import { aFile } from '../../testing/an-activity.ts';
import { anAthlete, saveSettings, UID } from '../../testing/an-athlete.ts';
import { drainInbox } from '../../testing/drain-inbox.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { takeUpSettings } from '../athlete/take-up-settings.ts';
import { backoffMs } from './backoff.ts';
import { heldItem, leaseOn, LEASE_MS } from './lease.ts';
import { queuedItem } from './queued-item.ts';
import { runInboxItem } from './run-inbox-item.ts';
import { sweepInbox } from './sweep-inbox.ts';

const ITEM = 'rescore-anna';
const WORK: InboxWork = {
  kind: 'rescore',
  uid: UID,
  from: localDay('2025-01-01'),
  to: localDay('2025-12-31'),
};

let ports: MemoryPorts;
const item = async (id = ITEM) => (await ports.store.get(stored.inboxItem(id)))!;
const enqueue = (id = ITEM, work = WORK) =>
  ports.store.create(stored.inboxItem(id), queuedItem(work, ports.now()));
const years = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    aFile(`f${i}`, {
      startedAt: new Date(Date.UTC(2025, 0, 1 + Math.floor(i / 3), 6 + (i % 3) * 4)).toISOString(),
    }),
  );
/** A database that fails the first so many transactions that come by. */
const failing = (times: number, error: Error): MemoryPorts => {
  let left = times;
  return {
    ...ports,
    store: {
      ...ports.store,
      get: (ref) => {
        left -= 1;
        return left >= 0 ? Promise.reject(error) : ports.store.get(ref);
      },
    },
  };
};

beforeEach(async () => {
  ports = memoryPorts();
  await anAthlete(ports);
});

describe('the inbox', () => {
  test('work is done once, however often it is announced', async () => {
    await enqueue();
    const all = await Promise.all([1, 2, 3, 4].map(() => runInboxItem(ports, ITEM)));
    expect(all.filter(({ state }) => state === 'settled')).toHaveLength(1);
    expect(await item()).toMatchObject({ state: 'done', attempts: 1, leaseOwner: null });
    expect(await runInboxItem(ports, ITEM)).toEqual({ state: 'nothing-to-do' });
    expect(await runInboxItem(ports, 'unknown')).toEqual({ state: 'nothing-to-do' });
  });

  test('what is done may be forgotten a week later', async () => {
    await enqueue();
    await runInboxItem(ports, ITEM);
    expect((await item()).expiresAt).toEqual(new Date('2025-06-17T12:00:00.000Z'));
  });

  test('a failure waits with backoff, half of it by chance', async () => {
    await enqueue();
    const outcome = await runInboxItem(failing(1, new Error('broken pipe')), ITEM);
    expect(outcome).toEqual({
      state: 'waiting',
      until: new Date(ports.now().getTime() + backoffMs(1, 0.5)),
      heldBy: null,
    });
    expect(await item()).toMatchObject({
      state: 'queued',
      attempts: 1,
      lastError: 'Error: broken pipe',
    });
    expect(await runInboxItem(ports, ITEM)).toMatchObject({ state: 'waiting' });
    ports.pass(backoffMs(1, 0.5));
    expect(await runInboxItem(ports, ITEM)).toEqual({ state: 'settled' });
  });

  test('after eight attempts it is dead, with its last error', async () => {
    await enqueue();
    for (let i = 0; i < 8; i += 1) {
      await runInboxItem(failing(1, new Error(`failure ${i + 1}`)), ITEM);
      ports.pass(3_600_000);
    }
    expect(await item()).toMatchObject({ state: 'dead', lastError: 'Error: failure 8' });
    expect(await runInboxItem(ports, ITEM)).toEqual({ state: 'nothing-to-do' });
  });

  test('work that cannot succeed is dead at once', async () => {
    await enqueue('x', { ...WORK, uid: 'nobody' });
    await runInboxItem(ports, 'x');
    expect(await item('x')).toMatchObject({
      state: 'dead',
      attempts: 1,
      lastError: 'There is no such athlete.',
    });
  });

  test('a worker that vanished is followed by another once its lease is over', async () => {
    await enqueue();
    const vanished = {
      ...ports,
      store: { ...ports.store, get: () => new Promise<never>(() => 0) },
    };
    void runInboxItem(vanished, ITEM);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await item()).toMatchObject({ state: 'leased' });
    expect(await runInboxItem(ports, ITEM)).toMatchObject({ state: 'waiting' });
    ports.pass(LEASE_MS);
    expect(await runInboxItem(ports, ITEM)).toEqual({ state: 'settled' });
  });

  test('whoever lost the lease can note nothing any more', async () => {
    await enqueue();
    const { lease } = leaseOn(ports, ITEM, 'somebody else');
    await expect(
      ports.store.transact(async (tx) => (await lease.done(tx))()),
    ).rejects.toMatchObject({ code: 'conflict' });
    await expect(ports.store.transact((tx) => heldItem(tx, ITEM, 'x'))).rejects.toThrow();
  });

  test('the sweep does what lost triggers and vanished workers left behind', async () => {
    for (let i = 0; i < 120; i += 1) await enqueue(`lost-${i}`);
    await enqueue('future');
    ports.store.put('inbox/future', {
      ...queuedItem(WORK, ports.now()),
      notBefore: '2030-01-01T00:00:00.000Z',
    });
    ports.store.put('inbox/vanished', {
      ...queuedItem(WORK, ports.now()),
      state: 'leased',
      leaseOwner: 'gone',
      leaseUntil: '2025-06-10T11:59:00.000Z',
    });
    const { ran } = await sweepInbox(ports, new Date('2026-01-01T00:00:00.000Z'));
    expect(ran).toBe(121);
    expect(await item('vanished')).toMatchObject({ state: 'done' });
    expect(await item('lost-77')).toMatchObject({ state: 'done' });
    expect(await item('future')).toMatchObject({ state: 'queued' });
  });

  test('the sweep keeps to its time', async () => {
    await enqueue();
    expect(await sweepInbox(ports, ports.now())).toEqual({ ran: 0 });
  });
});

describe('rescore', () => {
  const changeThresholds = async (maxHr: number) => {
    const { thresholds } = (await ports.store.get(stored.settings(UID)))!;
    await saveSettings(ports, { thresholds: [{ ...thresholds[0]!, maxHr }] });
    return takeUpSettings(ports, UID);
  };
  const trimps = async () => (await ports.store.get(stored.ledger(UID, 2025)))!.trimps;

  test('new thresholds score every session anew, in chunks that show their progress', async () => {
    const puts = years(400);
    await changeActivities(ports, UID, puts.slice(0, 200));
    await changeActivities(ports, UID, puts.slice(200));
    const before = await trimps();
    expect(await changeThresholds(190)).toEqual({ rescoring: 400 });

    const progress: (number | undefined)[] = [];
    const watching = {
      ...ports,
      store: {
        ...ports.store,
        transact: async <T>(run: Parameters<typeof ports.store.transact<T>>[0]) => {
          const result = await ports.store.transact(run);
          progress.push((await ports.store.get(stored.user(UID)))?.rescore?.done);
          return result;
        },
      },
    };
    await runInboxItem(watching, ITEM);
    expect(progress).toEqual([0, 150, 300, undefined]);
    const after = await trimps();
    expect(after.every((trimp, i) => trimp !== null && trimp < (before[i] ?? 0))).toBe(true);
  });

  test('a job cut off goes on where it stood', async () => {
    await changeActivities(ports, UID, years(200));
    await changeActivities(ports, UID, years(400).slice(200));
    await changeThresholds(190);
    // Each chunk begins by reading the athlete.
    let looks = 0;
    const cut = {
      ...ports,
      store: {
        ...ports.store,
        get: <T>(ref: Parameters<typeof ports.store.get<T>>[0]) => {
          looks += ref.path === 'users/anna' ? 1 : 0;
          return looks > 1 ? Promise.reject(new Error('cut off')) : ports.store.get(ref);
        },
      },
    };
    await runInboxItem(cut, ITEM);
    expect(await item()).toMatchObject({ state: 'queued', work: { from: '2025-02-20' } });
    await drainInbox(ports);
    expect(await ports.store.get(stored.user(UID))).toMatchObject({ rescore: null });
    expect(new Set(await trimps()).size).toBe(1);
  });

  test('a job taken over by newer settings covers both and ends with the newer', async () => {
    await changeActivities(ports, UID, years(200));
    await changeThresholds(190);
    await changeThresholds(200);
    await drainInbox(ports);
    const { thresholds } = (await ports.store.get(stored.user(UID)))!.appliedSettings;
    expect(thresholds[0]?.maxHr).toBe(200);
    expect(new Set(await trimps()).size).toBe(1);
    expect(await ports.store.get(stored.user(UID))).toMatchObject({ rescore: null });
  });

  test('a job that was given up is taken over too, so that no day keeps its old weight', async () => {
    await changeActivities(ports, UID, years(30));
    await changeThresholds(190);
    ports.store.put('inbox/rescore-anna', { ...(await item()), state: 'dead' });
    const { thresholds } = (await ports.store.get(stored.settings(UID)))!;
    const later = { ...thresholds[0]!, from: localDay('2025-01-06'), maxHr: 200 };
    await saveSettings(ports, { thresholds: [...thresholds, later] });
    expect(await takeUpSettings(ports, UID)).toEqual({ rescoring: 30 });
  });

  test('a day with more sessions than a transaction takes is scored anew as well', async () => {
    const many = Array.from({ length: 230 }, (_, n) =>
      aFile(`f${n}`, {
        startedAt: new Date(Date.UTC(2025, 0, 1, 0, 6 * n)).toISOString(),
        ...{ movingTimeS: 300, elapsedTimeS: 300 },
      }),
    );
    await changeActivities(ports, UID, many.slice(0, 200));
    await changeActivities(ports, UID, many.slice(200));
    await changeThresholds(190);
    await runInboxItem(ports, ITEM);
    expect(await item()).toMatchObject({ state: 'done' });
    expect(await trimps()).toHaveLength(230);
    expect(new Set(await trimps()).size).toBe(1);
  });

  test('a choice that weighs nothing scores nothing', async () => {
    await changeActivities(ports, UID, years(3));
    await saveSettings(ports, { riskStyle: 'aggressive', units: 'metric' });
    expect(await takeUpSettings(ports, UID)).toEqual({ rescoring: 0 });
    expect(await ports.store.get(stored.dashboard(UID))).toMatchObject({
      metrics: { riskStyle: 'aggressive' },
    });
    expect(await takeUpSettings(ports, UID)).toEqual({ rescoring: 0 });
  });
});
