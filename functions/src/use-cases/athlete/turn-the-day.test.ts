import { localDayOf } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { stored } from '../../ports/stored.ts';
import { aFile } from '../../testing/an-activity.ts';
import { anAthlete, saveSettings, UID } from '../../testing/an-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { changeActivities } from '../activities/change-activities.ts';
import { takeUpSettings } from './take-up-settings.ts';
import { turnTheDay } from './turn-the-day.ts';

const HOUR_MS = 3_600_000;
const later = (ports: MemoryPorts) => new Date(ports.now().getTime() + HOUR_MS);
const asOf = async (ports: MemoryPorts, uid: string) =>
  (await ports.store.get(stored.dashboard(uid)))!.metrics.asOf;

/** Runs hourly over a span and writes down each new day a dashboard turned to. */
async function hourly(timeZone: string, from: string, to: string) {
  const ports = memoryPorts({ now: from });
  await anAthlete(ports, { timeZone });
  const days: string[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += HOUR_MS) {
    ports.setNow(new Date(ms).toISOString());
    const { turned } = await turnTheDay(ports, later(ports));
    for (let i = 0; i < turned; i += 1) days.push(await asOf(ports, UID));
  }
  return days;
}

/** Every calendar day of a zone that begins within a span. */
function daysBegun(timeZone: string, from: string, to: string): string[] {
  const days = new Set<string>();
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += HOUR_MS / 4) {
    days.add(localDayOf(new Date(ms).toISOString(), timeZone));
  }
  return [...days].slice(1);
}

describe('turnTheDay', () => {
  test.each([
    ['Pacific/Auckland', '2024-04-05T00:01:00.000Z', '2024-04-09T00:01:00.000Z'],
    ['Pacific/Auckland', '2024-09-27T00:01:00.000Z', '2024-10-01T00:01:00.000Z'],
    ['Europe/Berlin', '2024-03-29T00:01:00.000Z', '2024-04-02T00:01:00.000Z'],
    ['Europe/Berlin', '2024-10-25T00:01:00.000Z', '2024-10-29T00:01:00.000Z'],
    ['America/New_York', '2024-03-08T00:01:00.000Z', '2024-03-12T00:01:00.000Z'],
    ['America/New_York', '2024-11-01T00:01:00.000Z', '2024-11-05T00:01:00.000Z'],
    ['Pacific/Honolulu', '2024-03-08T00:01:00.000Z', '2024-03-12T00:01:00.000Z'],
    ['Pacific/Auckland', '2024-02-27T00:01:00.000Z', '2024-03-02T00:01:00.000Z'],
    ['Europe/Berlin', '2024-02-27T00:01:00.000Z', '2024-03-02T00:01:00.000Z'],
    ['America/New_York', '2024-02-27T00:01:00.000Z', '2024-03-02T00:01:00.000Z'],
    ['Pacific/Honolulu', '2024-02-27T00:01:00.000Z', '2024-03-02T00:01:00.000Z'],
  ])('an athlete in %s turns once a local day from %s to %s', async (zone, from, to) => {
    const days = await hourly(zone, from, to);
    expect(days).toEqual(daysBegun(zone, from, to));
    expect(days).toHaveLength(4);
  });

  test('a rest day counts as rest although nobody opened the app', async () => {
    const ports = memoryPorts({ now: '2025-06-02T20:00:00.000Z' });
    await anAthlete(ports);
    await changeActivities(ports, UID, [aFile('a')]);
    ports.setNow('2025-06-05T00:01:00.000Z');
    await turnTheDay(ports, later(ports));
    const { metrics } = (await ports.store.get(stored.dashboard(UID)))!;
    expect(metrics).toMatchObject({ asOf: '2025-06-05', daysSinceRest: 0, historyDays: 3 });
  });

  test('two runs at once turn each athlete once', async () => {
    const ports = memoryPorts({ now: '2025-06-02T20:00:00.000Z' });
    for (let i = 0; i < 30; i += 1) await anAthlete(ports, { uid: `u${i}` });
    ports.setNow('2025-06-03T00:01:00.000Z');
    const [one, other] = await Promise.all([
      turnTheDay(ports, later(ports)),
      turnTheDay(ports, later(ports)),
    ]);
    expect(one.turned + other.turned).toBe(30);
    expect(one.failed + other.failed).toBe(0);
    expect((await turnTheDay(ports, later(ports))).turned).toBe(0);
  });

  test('a run out of time leaves the rest to the next', async () => {
    const ports = memoryPorts({ now: '2025-06-02T20:00:00.000Z' });
    for (let i = 0; i < 20; i += 1) await anAthlete(ports, { uid: `u${i}` });
    ports.setNow('2025-06-03T00:01:00.000Z');
    const deadline = later(ports);
    let looks = 0;
    const impatient = {
      ...ports,
      now: () => new Date(ports.now().getTime() + (looks++ > 12 ? 2 * HOUR_MS : 0)),
    };
    const first = await turnTheDay(impatient, deadline);
    expect(first.isComplete).toBe(false);
    expect(first.turned).toBeLessThan(20);
    const second = await turnTheDay(ports, deadline);
    expect(first.turned + second.turned).toBe(20);
  });

  test('one athlete’s damage does not stop the others', async () => {
    const ports = memoryPorts({ now: '2025-06-02T20:00:00.000Z' });
    await anAthlete(ports, { uid: 'a' });
    await anAthlete(ports, { uid: 'b' });
    await anAthlete(ports, { uid: 'c' });
    const a = ports.store.contents().get('users/a') as object;
    ports.store.put('users/a', { ...a, userId: 'one' });
    const b = await ports.store.get(stored.user('b'));
    ports.store.put('users/b', { ...b, ledgerYears: [2025] });
    ports.store.put('users/b/ledger/2025', { nonsense: true });
    ports.setNow('2025-06-03T00:01:00.000Z');
    expect(await turnTheDay(ports, later(ports))).toMatchObject({ turned: 1, failed: 1 });
    expect(await asOf(ports, 'c')).toBe('2025-06-03');
  });

  test('a move to another zone re-evaluates today at once', async () => {
    const ports = memoryPorts({ now: '2025-06-02T20:00:00.000Z' });
    await anAthlete(ports, { timeZone: 'Pacific/Honolulu' });
    expect(await asOf(ports, UID)).toBe('2025-06-02');
    await saveSettings(ports, { timeZone: 'Pacific/Auckland' });
    await takeUpSettings(ports, UID);
    expect(await asOf(ports, UID)).toBe('2025-06-03');
    expect(await ports.store.get(stored.user(UID))).toMatchObject({
      nextRolloverAt: '2025-06-03T12:00:00.000Z',
    });
  });

  test('turning the day costs 3 reads and 2 writes an athlete', async () => {
    const ports = memoryPorts({ now: '2025-06-02T20:00:00.000Z' });
    await anAthlete(ports);
    await changeActivities(ports, UID, [
      aFile('a'),
      aFile('b', { startedAt: '2024-06-02T06:00:00.000Z' }),
      aFile('c', { startedAt: '2020-06-02T06:00:00.000Z' }),
    ]);
    ports.setNow('2025-06-03T00:01:00.000Z');
    const before = ports.store.bill();
    expect((await turnTheDay(ports, later(ports))).turned).toBe(1);
    const after = ports.store.bill();
    // The look for more athletes, which finds none, is billed once a run.
    expect(after.reads - before.reads - 1).toBe(3);
    expect(after.writes - before.writes).toBe(2);
  });
});
