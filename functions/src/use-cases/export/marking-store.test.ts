import { describe, expect, test } from 'vitest';
import { stored } from '../../ports/stored.ts';
import { aFile } from '../../testing/an-activity.ts';
import { anAthlete, UID } from '../../testing/an-athlete.ts';
import { memoryPorts } from '../../testing/memory-ports.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { markingStore } from './marking-store.ts';

/** An athlete without a mark, and how often they have been written since. */
async function exportedAthlete() {
  const memory = memoryPorts();
  const { store } = memory;
  await anAthlete(memory);
  await changeActivities(memory, UID, [aFile('a')]);
  const setMark = (awaitsExport: boolean) =>
    store.transact((tx) => {
      tx.update(stored.user(UID), { awaitsExport });
      return Promise.resolve();
    });
  await setMark(false);
  const before = store.bill().writes;
  return {
    ports: { ...memory, store: markingStore(store) },
    isMarked: async () => (await store.get(stored.user(UID)))?.awaitsExport,
    writes: () => store.bill().writes - before,
  };
}

describe('markingStore', () => {
  test('marks an athlete whose activities change, once', async () => {
    const { ports, isMarked, writes } = await exportedAthlete();
    const laterThatYear = { startedAt: '2025-06-09T06:00:00.000Z' };
    await changeActivities(ports, UID, [aFile('b', laterThatYear)]);
    expect(await isMarked()).toBe(true);
    const first = writes();
    await changeActivities(ports, UID, [{ kind: 'remove', activityId: 'b' }]);
    await changeActivities(ports, UID, [aFile('b', laterThatYear)]);
    // Activity, ledger, dashboard; their removal, ledger, dashboard; all three again.
    expect({ first, then: writes() - first }).toEqual({ first: 4, then: 5 });
  });

  test('has the mark go along where the user is written anyway', async () => {
    const { ports, isMarked, writes } = await exportedAthlete();
    await ports.store.transact((tx) => {
      tx.update(stored.user(UID), { email: 'new@example.org' });
      return Promise.resolve();
    });
    expect([await isMarked(), writes()]).toEqual([true, 1]);
  });

  test('leaves alone who only reads, and who is gone', async () => {
    const { ports, isMarked, writes } = await exportedAthlete();
    await ports.store.transact((tx) => tx.get(stored.user(UID)));
    await ports.store.transact((tx) => {
      tx.delete(stored.activity('nobody', 'a'));
      return Promise.resolve();
    });
    expect([await isMarked(), writes()]).toEqual([false, 0]);
  });
});
