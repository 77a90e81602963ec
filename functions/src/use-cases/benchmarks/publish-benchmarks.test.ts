import { discreteLaplace } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { ServiceError } from '../../errors/service-error.ts';
import { benchmarkStored } from '../../ports/benchmark-stored.ts';
import { stored } from '../../ports/stored.ts';
import { aFile, aStravaCopy } from '../../testing/an-activity.ts';
import { anAthlete, saveSettings } from '../../testing/an-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { repeatableChance } from '../../testing/repeatable-chance.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { takeUpSettings } from '../athlete/take-up-settings.ts';
import { publishBenchmarks } from './publish-benchmarks.ts';

const DAY_MS = 86_400_000;
const RUNNERS = benchmarkStored.one('foot-0-3');
const later = (ports: MemoryPorts) => new Date(ports.now().getTime() + DAY_MS);
const publish = (ports: MemoryPorts) => publishBenchmarks(ports, later(ports));

async function consent(ports: MemoryPorts, uid: string, benchmarkingConsent: boolean) {
  await saveSettings(ports, { benchmarkingConsent }, uid);
  await takeUpSettings(ports, uid);
}

/** Athletes who ran an hour on 6 May 2025, and consent unless told otherwise. */
async function runners(ports: MemoryPorts, count: number, consenting = count): Promise<string[]> {
  const uids = Array.from({ length: count }, (_, i) => `runner-${i}`);
  for (const [i, uid] of uids.entries()) {
    await anAthlete(ports, { uid });
    await changeActivities(ports, uid, [aFile('a', { startedAt: '2025-05-06T06:00:00.000Z' })]);
    if (i < consenting) await consent(ports, uid, true);
  }
  return uids;
}

/** To the next publication, with an hour of running of everybody before it. */
async function fourWeeksLater(ports: MemoryPorts, uids: string[]): Promise<void> {
  ports.pass(28 * DAY_MS);
  for (const uid of uids) {
    await changeActivities(ports, uid, [aFile('b', { startedAt: '2025-06-03T06:00:00.000Z' })]);
  }
}

const publishedPaths = (ports: MemoryPorts) =>
  [...ports.store.contents().keys()].filter((path) => path.startsWith('benchmarks/'));

describe('publishBenchmarks', () => {
  test('counts those who consent, once in four weeks', async () => {
    const ports = memoryPorts();
    await runners(ports, 50, 40);
    expect(await publish(ports)).toEqual({ asOf: '2025-05-25', athletes: 40, cohorts: 1 });
    expect(await ports.store.get(RUNNERS)).toMatchObject({ athletes: 40, asOf: '2025-05-25' });
    ports.pass(10 * DAY_MS);
    const before = ports.store.bill();
    expect(await publish(ports)).toEqual({ asOf: null, athletes: 0, cohorts: 0 });
    expect(ports.store.bill().reads - before.reads).toBe(1);
  });

  test('leaves out, at the next run, who has withdrawn consent', async () => {
    const ports = memoryPorts();
    const uids = await runners(ports, 40);
    await publish(ports);
    for (const uid of uids.slice(0, 3)) await consent(ports, uid, false);
    // Said, but not taken up yet.
    await saveSettings(ports, { benchmarkingConsent: false }, uids[3]);
    await fourWeeksLater(ports, uids);
    expect(await publish(ports)).toMatchObject({ athletes: 36, cohorts: 1 });
    expect((await ports.store.get(RUNNERS))?.athletes).toBe(36);
  });

  test('takes back what is too small now, and never publishes 19, whatever the noise', async () => {
    const ports = memoryPorts();
    const uids = await runners(ports, 40);
    await publish(ports);
    expect(publishedPaths(ports)).toEqual(['benchmarks/foot-0-3']);
    for (const uid of uids.slice(19)) await consent(ports, uid, false);
    await fourWeeksLater(ports, uids);
    const loud = { ...ports, chance: () => 1 - 1e-15 };
    expect(await publish(loud)).toMatchObject({ athletes: 19, cohorts: 0 });
    expect(publishedPaths(ports)).toEqual([]);
  });

  test('adds noise by chance to the count and to every bin', async () => {
    const ports = memoryPorts();
    await runners(ports, 40);
    const chance = repeatableChance(7);
    await publish({ ...ports, chance: repeatableChance(7) });
    const document = await ports.store.get(RUNNERS);
    expect(document?.athletes).toBe(40 + discreteLaplace(1, chance()));
    // Everybody trained a quarter of an hour a week, which is in the first of five bins.
    const noisy = [40, 0, 0, 0, 0].map((n) => Math.max(0, n + discreteLaplace(0.5, chance())));
    const sum = noisy.reduce((a, b) => a + b, 0);
    expect(document?.distributions.weeklyHours?.shares).toEqual(noisy.map((n) => n / sum));
  });

  test('knows nothing of what came from Strava', async () => {
    const ports = memoryPorts();
    const uids = await runners(ports, 40);
    for (const uid of uids) {
      await changeActivities(ports, uid, [
        aStravaCopy('9', { startedAt: '2025-05-07T06:00:00.000Z', movingTimeS: 40_000 }),
      ]);
    }
    await publish(ports);
    expect(publishedPaths(ports)).toEqual(['benchmarks/foot-0-3']);
  });

  test('appears once when two run at once', async () => {
    const ports = memoryPorts();
    await runners(ports, 40);
    const [one, other] = await Promise.all([publish(ports), publish(ports)]);
    expect([one.cohorts, other.cohorts].sort()).toEqual([0, 1]);
  });

  test('says so and publishes nothing when there is no time to count all', async () => {
    const ports = memoryPorts();
    await runners(ports, 40);
    await expect(publishBenchmarks(ports, ports.now())).rejects.toThrow(/no time/);
    expect(publishedPaths(ports)).toEqual([]);
    expect(await publish(ports)).toMatchObject({ cohorts: 1 });
  });

  test('passes over an athlete whose documents are damaged', async () => {
    const ports = memoryPorts();
    await runners(ports, 41);
    const damaged = stored.settings('runner-5').path;
    const store: MemoryPorts['store'] = {
      ...ports.store,
      get: (ref) =>
        ref.path === damaged
          ? Promise.reject(new ServiceError('unreadable-document', 'It has another shape.'))
          : ports.store.get(ref),
    };
    expect(await publish({ ...ports, store })).toMatchObject({ athletes: 40, cohorts: 1 });
    expect(ports.logged.at(-1)).toMatchObject({ fields: { athleteId: 'runner-5' } });
  });

  test('costs 3 reads an athlete', async () => {
    const ports = memoryPorts();
    await runners(ports, 50);
    const before = ports.store.bill();
    await publish(ports);
    const { reads, writes } = ports.store.bill();
    // Twice the state; looks for more athletes and for older benchmarks, which find none.
    expect(reads - before.reads).toBe(50 * 3 + 2 + 2);
    expect(writes - before.writes).toBe(2);
  });
});
