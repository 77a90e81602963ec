import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors/service-error.ts';
import type { Snapshots } from '../../ports/snapshots.ts';
import { stored } from '../../ports/stored.ts';
import { aFile } from '../../testing/an-activity.ts';
import { anAthlete, UID } from '../../testing/an-athlete.ts';
import { memoryPorts } from '../../testing/memory-ports.ts';
import { mirrorInMemory } from '../../testing/mirror-in-memory.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { exportPostgres } from './export-postgres.ts';
import { markingStore } from './marking-store.ts';

async function stage() {
  const memory = memoryPorts();
  const marking = { ...memory, store: markingStore(memory.store) };
  await anAthlete(memory);
  const happenings: (() => Promise<unknown>)[] = [];
  const fake = mirrorInMemory(async () => {
    await happenings.shift()?.();
  });
  const deadline = new Date(memory.now().getTime() + 60_000);
  const snapshots: Snapshots = { read: (run) => run(memory.store) };
  const ports = { ...memory, snapshots, mirror: fake.mirror };
  return {
    ...fake,
    train: (id: string, day = '2025-06-09') =>
      changeActivities(marking, UID, [aFile(id, { startedAt: `${day}T06:00:00.000Z` })]),
    /** Comes upon the next athlete who is shown. */
    meanwhile: (happening: () => Promise<unknown>) => happenings.push(happening),
    run: () => exportPostgres(ports, { deadline }),
    isMarked: async () => (await memory.store.get(stored.user(UID)))?.awaitsExport,
  };
}

describe('exportPostgres', () => {
  test('takes the mark of who is shown, and then finds nothing to do', async () => {
    const { train, run, shown, isMarked } = await stage();
    await train('a');
    expect(await run()).toMatchObject({ athletes: 1 });
    expect(await isMarked()).toBe(false);
    expect(await run()).toMatchObject({ athletes: 0 });
    expect(shown).toEqual([1]);
  });

  test('comes back to who changes while they are exported', async () => {
    const { train, meanwhile, run, shown } = await stage();
    await train('a');
    meanwhile(() => train('b', '2025-06-08'));
    await run();
    expect(shown).toEqual([1]);
    await run();
    expect(shown).toEqual([1, 2]);
    expect(await run()).toMatchObject({ athletes: 0 });
  });

  test('forgets nobody whose mark was taken when the database was lost', async () => {
    const { train, meanwhile, run, shown, pending, isMarked } = await stage();
    await train('a');
    meanwhile(() => Promise.reject(new ServiceError('upstream-unavailable', 'lost')));
    await expect(run()).rejects.toThrow('lost');
    expect([await isMarked(), [...pending]]).toEqual([false, [UID]]);
    expect(await run()).toMatchObject({ athletes: 1, failed: 0 });
    expect([shown, [...pending]]).toEqual([[1], []]);
  });
});
