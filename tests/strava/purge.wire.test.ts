import { afterEach, describe, expect, test } from 'vitest';
import { stored } from '../../functions/src/ports/stored.ts';
import { stravaStored } from '../../functions/src/ports/strava-stored.ts';
import { aFile } from '../../functions/src/testing/an-activity.ts';
import { anAthlete } from '../../functions/src/testing/an-athlete.ts';
import { drainInbox } from '../../functions/src/testing/drain-inbox.ts';
import { changeActivities } from '../../functions/src/use-cases/activities/change-activities.ts';
import { runInboxItem } from '../../functions/src/use-cases/inbox/run-inbox-item.ts';
import { queuedItem } from '../../functions/src/use-cases/inbox/queued-item.ts';
import { endLink } from '../../functions/src/use-cases/strava/end-link.ts';
import { syncDue } from '../../functions/src/use-cases/strava/sync-due.ts';
import { freshAccessToken } from '../../functions/src/use-cases/strava/fresh-access-token.ts';
import {
  ANNA,
  connect,
  connectAndSync,
  contentsOf,
  linkOf,
  stravaWorld,
  type StravaWorld,
} from './strava-world.ts';

const worlds: StravaWorld[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop();
});

const FILE = aFile('file-1', { startedAt: '2025-03-02T06:00:00.000Z', name: 'From a file' });
const NOTES = 'Said about a session from Strava';

/** An athlete with a file and Strava, notes, a recommendation and the traces of an event. */
async function aConnectedAthlete() {
  const world = await stravaWorld();
  worlds.push(world);
  const { ports, sandbox } = world;
  await anAthlete(ports, { uid: 'anna' });
  await changeActivities(ports, 'anna', [FILE]);
  const onlyFile = contentsOf(world);
  await connectAndSync(world, 'anna', ANNA.id);
  const [newest] = sandbox.world.training.list(ANNA.id);
  const annotation = stored.annotation('anna', `strava-${newest!.id}`);
  ports.store.put(annotation.path, {
    perceivedEffort: 7,
    feelingScore: 2,
    notes: NOTES,
    weightLbs: null,
    correctedElevationGainFeet: null,
    leaveOut: false,
    updatedAt: ports.now().toISOString(),
  });
  ports.store.put('users/anna/recommendations/2026-10-04', { text: 'Rest', usedStrava: true });
  await addEvent(world, 'activity', String(newest!.id), 'update');
  await drainInbox(ports);
  return { world, onlyFile };
}

function addEvent(
  { ports }: StravaWorld,
  objectType: 'activity' | 'athlete',
  objectId: string,
  aspectType: 'create' | 'update' | 'delete',
) {
  const work = {
    kind: 'strava-event' as const,
    stravaAthleteId: String(ANNA.id),
    objectType,
    objectId,
    aspectType,
  };
  const id = `strava-${objectType}-${objectId}-${aspectType}-${ports.now().getTime()}`;
  return ports.store.create(stored.inboxItem(id), queuedItem(work, ports.now()));
}

/** Every path or document in which something of Strava's shows. */
function stravaTraces(world: StravaWorld): string[] {
  const { list } = world.sandbox.world.training;
  const marks = [
    ...list(ANNA.id).map((activity) => String(activity.id)),
    `"${ANNA.id}"`,
    `/${ANNA.id}`,
    '"source":"strava"',
    NOTES,
    'recommendations',
  ];
  return [...contentsOf(world)]
    .map(([path, text]) => `${path} ${text}`)
    .filter((entry) => marks.some((mark) => entry.includes(mark)));
}

/** Without what differs for other reasons: instants, and the work that is done. */
function training(contents: Map<string, string>): string[] {
  return [...contents]
    .filter(([path]) => /^users\/anna\/(activities|ledger|dashboard|annotations)/.test(path))
    .map(([path, text]) => `${path} ${text.replaceAll(/"updatedAt":"[^"]*"/g, '')}`);
}

describe('nothing of Strava is left', () => {
  test('after disconnecting; what came from files stands as if Strava had never been', async () => {
    const { world, onlyFile } = await aConnectedAthlete();
    expect(stravaTraces(world).length).toBeGreaterThan(12);
    await endLink(world.ports, 'anna');
    expect(world.sandbox.world.book.grants.size).toBe(0);
    await drainInbox(world.ports);
    expect(stravaTraces(world)).toEqual([]);
    expect(training(contentsOf(world))).toEqual(training(onlyFile));
    expect(await linkOf(world, 'anna')).toBeNull();
  });

  test('after withdrawing on Strava, once Strava itself refuses the token', async () => {
    const { world } = await aConnectedAthlete();
    world.sandbox.world.deauthorize(ANNA.id, false);
    await addEvent(world, 'athlete', String(ANNA.id), 'update');
    await drainInbox(world.ports);
    expect(stravaTraces(world)).toEqual([]);
  });

  test('after a removal whose work was given up has begun anew', async () => {
    const { world } = await aConnectedAthlete();
    await endLink(world.ports, 'anna');
    const { found } = await world.ports.store.query(stored.inbox(), { limit: 1000 });
    const item = found.find(({ document }) => document.work.kind === 'strava-purge');
    world.ports.store.put(item!.path, { ...item!.document, state: 'dead', lastError: 'tired' });
    world.ports.pass(7 * 3_600_000);
    await syncDue(world.ports);
    await drainInbox(world.ports);
    expect(stravaTraces(world)).toEqual([]);
    expect(await linkOf(world, 'anna')).toBeNull();
  });

  test('after the lease of a dead connection has lapsed', async () => {
    const { world } = await aConnectedAthlete();
    world.sandbox.world.deauthorize(ANNA.id, false);
    world.ports.pass(7 * 3_600_000);
    await expect(freshAccessToken(world.ports, 'anna')).rejects.toThrow();
    world.ports.pass(6 * 86_400_000);
    await syncDue(world.ports);
    await drainInbox(world.ports);
    expect(stravaTraces(world).length).toBeGreaterThan(12);
    world.ports.pass(86_400_000);
    await syncDue(world.ports);
    await drainInbox(world.ports);
    expect(stravaTraces(world)).toEqual([]);
  });

  test('after the lease lapsed while syncing was switched off altogether', async () => {
    const { world } = await aConnectedAthlete();
    world.ports.pass(8 * 86_400_000);
    world.ports.strava = undefined;
    await syncDue(world.ports);
    await drainInbox(world.ports);
    const left = stravaTraces(world).map((entry) => entry.split(' ')[0]);
    expect(left).toEqual(['stravaAthletes/501', 'stravaTokens/anna', 'users/anna']);
  });
});

describe('an event that comes after the removal', () => {
  test('leaves no trace either', async () => {
    const { world } = await aConnectedAthlete();
    await endLink(world.ports, 'anna');
    await drainInbox(world.ports);
    await addEvent(world, 'activity', '9000000001', 'create');
    await addEvent(world, 'athlete', String(ANNA.id), 'update');
    await drainInbox(world.ports);
    expect(stravaTraces(world)).toEqual([]);
  });
});

describe('nothing goes', () => {
  test('for a claimed withdrawal that is not true', async () => {
    const { world } = await aConnectedAthlete();
    await addEvent(world, 'athlete', String(ANNA.id), 'update');
    await drainInbox(world.ports);
    expect((await linkOf(world, 'anna'))?.status).toBe('connected');
    expect(stravaTraces(world).length).toBeGreaterThan(12);
  });

  test('of somebody else who has the same account, when a link without scope ends', async () => {
    const world = await stravaWorld();
    worlds.push(world);
    const nothing = { athleteId: ANNA.id, granted: [] };
    expect(await connect(world, 'anna', nothing)).toBe('missing-scope');
    expect(await connectAndSync(world, 'bert', ANNA.id)).toBe('connected');
    await addEvent(world, 'activity', '9000000001', 'create');
    const before = await world.ports.store.query(stored.inbox(), { limit: 100 });
    await endLink(world.ports, 'anna');
    const owner = await world.ports.store.get(stravaStored.athlete(String(ANNA.id)));
    expect(owner).toMatchObject({ uid: 'bert' });
    const purge = (await world.ports.store.query(stored.inbox(), { limit: 100 })).found.find(
      ({ document }) => document.work.kind === 'strava-purge',
    );
    await runInboxItem(world.ports, purge!.id);
    const after = await world.ports.store.query(stored.inbox(), { limit: 100 });
    const events = ({ found }: typeof after) =>
      found.filter(({ document }) => document.work.kind === 'strava-event');
    expect(events(after)).toEqual(events(before));
    expect(await linkOf(world, 'anna')).toBeNull();
  });

  test('while the lease is renewed in time', async () => {
    const { world } = await aConnectedAthlete();
    for (let day = 0; day < 9; day++) {
      world.ports.pass(86_400_000);
      await syncDue(world.ports);
      await drainInbox(world.ports);
    }
    expect(stravaTraces(world).length).toBeGreaterThan(12);
  });
});

describe('a lease that lapsed on a living connection', () => {
  test('empties the store and then fills it again from a new listing', async () => {
    const { world } = await aConnectedAthlete();
    const before = training(contentsOf(world)).filter((entry) => entry.includes('activities/'));
    world.ports.pass(8 * 86_400_000);
    await syncDue(world.ports);
    await drainInbox(world.ports);
    const after = training(contentsOf(world)).filter((entry) => entry.includes('activities/'));
    expect(after).toHaveLength(before.length);
    expect((await linkOf(world, 'anna'))?.leaseUntil).toBe('2026-10-19T12:00:30.000Z');
    expect([...contentsOf(world).values()].some((text) => text.includes(NOTES))).toBe(false);
  });
});

describe('work that was under way when the link ended', () => {
  test('writes nothing afterwards', async () => {
    const { world } = await aConnectedAthlete();
    const { api } = world.ports.strava!;
    const ask = api.activity.bind(api);
    const added = world.sandbox.world.addActivity(ANNA.id);
    world.ports.strava!.api.activity = async (token, id) => {
      const answer = await ask(token, id);
      await endLink(world.ports, 'anna');
      return answer;
    };
    await addEvent(world, 'activity', String(added.id), 'create');
    await drainInbox(world.ports);
    expect(stravaTraces(world)).toEqual([]);
  });
});
