import { beforeEach, describe, expect, test } from 'vitest';
import { stored } from '../../ports/stored.ts';
import { aFile } from '../../testing/an-activity.ts';
import { anAthlete, UID } from '../../testing/an-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { ensureAthlete } from '../athlete/ensure-athlete.ts';
import { queuedItem } from '../inbox/queued-item.ts';
import { runInboxItem } from '../inbox/run-inbox-item.ts';
import { deadWork, reviveWork } from './dead-work.ts';
import { rebuildAthlete } from './rebuild-athlete.ts';
import { setAdmin } from './set-admin.ts';

const noPause = () => Promise.resolve();
let ports: MemoryPorts;
beforeEach(async () => {
  ports = memoryPorts();
  await anAthlete(ports);
});

describe('setAdmin', () => {
  const accounts = {
    setAdmin: (email: string) => Promise.resolve(email === 'anna@x' ? UID : null),
  };

  test('the athlete’s document says so as well', async () => {
    expect(await setAdmin({ ...ports, accounts }, 'anna@x', true)).toEqual({ uid: UID });
    expect(await ports.store.get(stored.user(UID))).toMatchObject({ isAdmin: true });
    await setAdmin({ ...ports, accounts }, 'anna@x', false);
    expect(await ports.store.get(stored.user(UID))).toMatchObject({ isAdmin: false });
  });

  test('is not undone by a token from before', async () => {
    await setAdmin({ ...ports, accounts }, 'anna@x', true);
    await ensureAthlete(ports, { uid: UID, email: 'anna@x', isAdmin: false }, 'UTC');
    expect(await ports.store.get(stored.user(UID))).toMatchObject({ isAdmin: true });
  });

  test('an unknown email is named', async () => {
    await expect(setAdmin({ ...ports, accounts }, 'bert@x', true)).rejects.toThrow('bert@x');
  });
});

describe('dead work', () => {
  test('is listed with its last error and runs again once revived', async () => {
    const work = { kind: 'strava-purge' as const, uid: 'nobody' };
    const item = { ...queuedItem(work, ports.now()), state: 'dead' as const, lastError: 'broken' };
    await ports.store.create(stored.inboxItem('w'), item);
    expect((await deadWork(ports)).map(({ id, document }) => [id, document.lastError])).toEqual([
      ['w', 'broken'],
    ]);
    await reviveWork(ports, 'w');
    expect(await deadWork(ports)).toEqual([]);
    expect(await ports.store.get(stored.inboxItem('w'))).toMatchObject({
      state: 'queued',
      attempts: 0,
    });
    await expect(reviveWork(ports, 'w')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('rebuildAthlete', () => {
  test('repairs ledgers, scores and first day, whatever happened to them', async () => {
    await changeActivities(ports, UID, [
      aFile('a'),
      aFile('b', { startedAt: '2024-03-01T06:00:00.000Z' }),
    ]);
    const right = ports.store.contents();
    const activity = right.get('users/anna/activities/a') as object;
    ports.store.put('users/anna/activities/a', { ...activity, trimp: 9999 });
    const ledger = right.get('users/anna/ledger/2024') as object;
    ports.store.put('users/anna/ledger/2024', { ...ledger, trimps: [1] });
    const user = right.get('users/anna') as object;
    ports.store.put('users/anna', { ...user, firstActivityDay: '2001-01-01' });

    expect(await rebuildAthlete(ports, UID, noPause)).toEqual({
      repairedYears: [2024, 2025],
      rescored: 2,
    });
    const repaired = ports.store.contents();
    repaired.delete(`inbox/rescore-${UID}`);
    expect(repaired).toEqual(right);
    expect(await rebuildAthlete(ports, UID, noPause)).toEqual({ repairedYears: [], rescored: 2 });
    expect(await runInboxItem(ports, `rescore-${UID}`)).toEqual({ state: 'nothing-to-do' });
  });

  test('waits for a rescore that somebody else is at', async () => {
    await changeActivities(ports, UID, [aFile('a')]);
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      ports.pass(60_000);
      return Promise.resolve();
    };
    const taken = {
      ...ports,
      store: {
        ...ports.store,
        // Whatever is queued is leased before we see it.
        get: async <T>(ref: Parameters<typeof ports.store.get<T>>[0]) => {
          const item = await ports.store.get(stored.inboxItem(`rescore-${UID}`));
          if (item?.state === 'queued' && pauses === 0) {
            const leaseUntil = new Date(ports.now().getTime() + 150_000).toISOString();
            const leased = { ...item, state: 'leased', leaseOwner: 'other', leaseUntil };
            ports.store.put(`inbox/rescore-${UID}`, leased);
          }
          return ports.store.get(ref);
        },
      },
    };
    expect(await rebuildAthlete(taken, UID, pause)).toEqual({ repairedYears: [], rescored: 1 });
    expect(pauses).toBe(3);
  });
});
