import { afterEach, describe, expect, test } from 'vitest';
import { sandboxAthlete } from '../../local/strava/src/index.ts';
import { activityFactsFrom } from '../../training/src/index.ts';
import { stored } from '../../functions/src/ports/stored.ts';
import { drainInbox } from '../../functions/src/testing/drain-inbox.ts';
import { runInboxItem } from '../../functions/src/use-cases/inbox/run-inbox-item.ts';
import { syncDue } from '../../functions/src/use-cases/strava/sync-due.ts';
import {
  ANNA,
  BERT,
  connect,
  connectAndSync,
  linkOf,
  stravaWorld,
  type StravaWorld,
} from './strava-world.ts';

const worlds: StravaWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});
async function aWorld(...options: Parameters<typeof stravaWorld>) {
  const world = await stravaWorld(...options);
  worlds.push(world);
  return world;
}
const activities = async ({ ports }: StravaWorld, uid = 'anna') =>
  (await ports.store.query(stored.activities(uid), { limit: 10_000 })).found;
const activity = ({ ports }: StravaWorld, id: number, uid = 'anna') =>
  ports.store.get(stored.activity(uid, `strava-${id}`));
const calls = ({ sandbox }: StravaWorld, pattern: RegExp) =>
  sandbox.world.calls.filter(({ path }) => pattern.test(path)).length;

async function relist(world: StravaWorld, hours = 21) {
  world.ports.pass(hours * 3_600_000);
  await syncDue(world.ports);
  await drainInbox(world.ports);
}

describe('the first sync', () => {
  test('weighs every activity: per sample where there is a stream, by average before', async () => {
    const world = await aWorld();
    await connect(world, 'anna', { athleteId: ANNA.id });
    const [listing] = (await world.ports.store.query(stored.inbox(), { limit: 10 })).found;
    await runInboxItem(world.ports, listing?.id ?? '');
    const methods = async () =>
      new Set((await activities(world)).map(({ document }) => document.trimpMethod));
    expect(await methods()).not.toContain('stream');
    await drainInbox(world.ports);
    expect(await methods()).not.toContain('average');
    expect(await methods()).toContain('stream');
    expect((await linkOf(world, 'anna'))?.sync).toEqual({
      found: 12,
      summaries: 12,
      streams: 12,
      etaMinutes: 0,
    });
  });

  test('takes the day from the wall clock, and asks for no position', async () => {
    const world = await aWorld();
    const late = world.sandbox.world.addActivity(ANNA.id, {
      startMs: Date.parse('2026-09-30T23:30:00Z'),
      timeZone: 'Pacific/Auckland',
    });
    await connectAndSync(world, 'anna', ANNA.id);
    expect(await activity(world, late.id)).toMatchObject({
      date: '2026-10-01',
      startedAt: '2026-09-30T23:30:00.000Z',
      timeZone: 'Pacific/Auckland',
    });
    expect(calls(world, /latlng/)).toBe(0);
  });

  test('brings 4,100 activities after 21 pages and one call for each stream, none refused', async () => {
    const long = sandboxAthlete(77, { newest: 4100, diligence: 0.95, doubles: 0.4 });
    const world = await aWorld({ people: [long] });
    await connect(world, 'anna', { athleteId: long.id });
    const { api } = world.ports.strava!;
    const ask = api.activityPage.bind(api);
    let firstDayAfter21: string | null | undefined;
    api.activityPage = async (token, page) => {
      const dashboard = page === 22 && (await world.ports.store.get(stored.dashboard('anna')));
      if (dashboard) firstDayAfter21 = dashboard.metrics.firstDay;
      return ask(token, page);
    };
    const [listing] = (await world.ports.store.query(stored.inbox(), { limit: 10 })).found;
    await runInboxItem(world.ports, listing?.id ?? '');
    // The last one is empty, which tells that it is the last.
    expect(calls(world, /athlete\/activities/)).toBe(22);
    const all = await activities(world);
    const days = all.map(({ document }) => document.date).toSorted();
    expect(firstDayAfter21).toBe(days[0]);
    const copies = world.sandbox.world.training.list(long.id).length - all.length;
    expect(copies).toBeLessThan(20);
    const progress = (await linkOf(world, 'anna'))?.sync;
    expect(progress?.found).toBe(4100);
    expect(progress?.etaMinutes).toBeGreaterThan(24 * 60);

    for (let window = 0; window < 2; window++) {
      await runDue(world);
      world.ports.pass(900_000);
    }
    const upgraded = (await activities(world)).filter(
      ({ document }) => document.trimpMethod === 'stream',
    ).length;
    expect(upgraded).toBeGreaterThan(250);
    expect((calls(world, /api\/v3/) - 22) / upgraded).toBeLessThanOrEqual(1.05);
    const { log } = world.sandbox.world.windows;
    expect(log.every((window) => window.refused === 0 && window.calls <= 200)).toBe(true);
  });

  test('of three athletes lets the smallest history finish first and starves nobody', async () => {
    const sizes: [string, number][] = [
      ['large', 400],
      ['middle', 200],
      ['small', 40],
    ];
    const people = sizes.map(([, newest], i) => sandboxAthlete(600 + i, { newest, doubles: 0.4 }));
    const world = await aWorld({ people });
    for (const [i, [uid]] of sizes.entries()) {
      await connect(world, uid, { athleteId: people[i]?.id ?? 0 });
    }
    const finished: string[] = [];
    const share = new Map<string, number[]>();
    for (let window = 0; window < 40 && finished.length < 3; window++) {
      const before = await Promise.all(sizes.map(async ([uid]) => await streamsOf(world, uid)));
      await runDue(world);
      for (const [i, [uid]] of sizes.entries()) {
        const { streams = 0, summaries = 1 } = (await linkOf(world, uid))?.sync ?? {};
        share.set(uid, [...(share.get(uid) ?? []), streams - (before[i] ?? 0)]);
        if (streams === summaries && !finished.includes(uid)) finished.push(uid);
      }
      world.ports.pass(900_000);
    }
    expect(finished).toEqual(['small', 'middle', 'large']);
    for (const [uid] of sizes) {
      const progress = share.get(uid) ?? [];
      const untilDone = progress.slice(
        0,
        progress.findLastIndex((count) => count > 0),
      );
      expect(untilDone.every((count) => count > 0)).toBe(true);
    }
    expect(world.sandbox.world.windows.log.every((window) => window.refused === 0)).toBe(true);
  });
});

const streamsOf = async (world: StravaWorld, uid: string) =>
  (await linkOf(world, uid))?.sync?.streams ?? 0;

/** Runs what is due now, again and again, without letting time pass. */
async function runDue(world: StravaWorld): Promise<void> {
  for (;;) {
    const now = world.ports.now().toISOString();
    const { found } = await world.ports.store.query(stored.inbox(), { limit: 1000 });
    const due = found.filter(
      ({ document }) => document.state === 'queued' && document.notBefore <= now,
    );
    if (due.length === 0) return;
    for (const { id } of due) await runInboxItem(world.ports, id);
  }
}

describe('later listings', () => {
  test('renew the lease from the instant they began', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    await relist(world);
    expect((await linkOf(world, 'anna'))?.leaseUntil).toBe('2026-10-12T09:00:30.000Z');
  });

  test('find what no event told: added, edited without event, and deleted', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    const [edited, deleted] = world.sandbox.world.training.list(ANNA.id);
    const added = world.sandbox.world.addActivity(ANNA.id, { name: 'New' });
    world.sandbox.world.editActivity(edited!.id, { distanceM: 12_345, averageHeartRate: 133 });
    world.sandbox.world.deleteActivity(deleted!.id);
    await relist(world);
    expect((await activity(world, added.id))?.name).toBe('New');
    expect(await activity(world, deleted!.id)).toBeNull();
    const after = await activity(world, edited!.id);
    expect(after && activityFactsFrom(after).distanceM).toBeCloseTo(12_345, 3);
  });

  test('keep heart rate per sample and ask for no stream again', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    const before = await activities(world);
    const asked = calls(world, /streams$/);
    await relist(world);
    expect(await activities(world)).toEqual(before);
    expect(calls(world, /streams$/)).toBe(asked);
  });

  test('remove what became invisible by a narrower scope', async () => {
    const world = await aWorld();
    const hidden = world.sandbox.world.addActivity(ANNA.id, { onlyMe: true });
    await connectAndSync(world, 'anna', ANNA.id);
    expect(await activity(world, hidden.id)).not.toBeNull();
    await connect(world, 'anna', { athleteId: ANNA.id, granted: ['activity:read'] });
    await drainInbox(world.ports);
    expect(await activity(world, hidden.id)).toBeNull();
  });

  test('wait for the window and go on where they were when calls are used up', async () => {
    const busy = sandboxAthlete(503, { newest: 40 });
    const limits = { overall: [9, 900], read: [6, 600] } as const;
    const world = await aWorld({ people: [busy], application: { limits } });
    await connect(world, 'anna', { athleteId: busy.id });
    await drainInbox(world.ports);
    expect((await linkOf(world, 'anna'))?.sync).toMatchObject({ summaries: 40, streams: 40 });
    expect(world.sandbox.world.windows.log.every((window) => window.refused === 0)).toBe(true);
    expect(world.sandbox.world.windows.log.length).toBeGreaterThan(1);
  });

  test('leave a window to others who use the application too, without a refused call', async () => {
    const world = await aWorld({
      application: { limits: { overall: [90, 900], read: [60, 600] } },
    });
    await connectAndSync(world, 'anna', ANNA.id);
    world.ports.pass(900_000);
    await connect(world, 'bert', { athleteId: BERT.id });
    world.sandbox.world.windows.add(50);
    await drainInbox(world.ports);
    expect(world.sandbox.world.windows.log.every((window) => window.refused === 0)).toBe(true);
    expect(await activities(world, 'bert')).toHaveLength(12);
  });
});

describe('an application that Strava refuses', () => {
  test('for want of a subscription rests, says so, keeps the connection and recovers', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    world.sandbox.world.application.ownerSubscribed = false;
    world.ports.pass(21 * 3_600_000);
    await syncDue(world.ports);
    await runDue(world);
    expect((await linkOf(world, 'anna'))?.status).toBe('application-inactive');
    const refused = calls(world, /api\/v3/);
    await runDue(world);
    expect(calls(world, /api\/v3/)).toBe(refused);
    world.sandbox.world.application.ownerSubscribed = true;
    await drainInbox(world.ports);
    expect((await linkOf(world, 'anna'))?.status).toBe('connected');
  });

  test('with 429 is left alone until the window ends', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    world.ports.pass(900_000);
    world.sandbox.world.windows.add(200);
    const added = world.sandbox.world.addActivity(ANNA.id);
    world.ports.pass(21 * 3_600_000);
    world.sandbox.world.windows.add(200);
    await syncDue(world.ports);
    await drainInbox(world.ports);
    expect(world.sandbox.world.windows.log.at(-2)?.refused).toBe(1);
    expect(await activity(world, added.id)).not.toBeNull();
  });
});
