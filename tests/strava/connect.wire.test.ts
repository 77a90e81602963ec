import { afterEach, describe, expect, test } from 'vitest';
import { stored } from '../../functions/src/ports/stored.ts';
import { stravaStored } from '../../functions/src/ports/strava-stored.ts';
import { anAthlete } from '../../functions/src/testing/an-athlete.ts';
import { drainInbox } from '../../functions/src/testing/drain-inbox.ts';
import { endLink } from '../../functions/src/use-cases/strava/end-link.ts';
import { finishConnecting } from '../../functions/src/use-cases/strava/finish-connecting.ts';
import { freshAccessToken } from '../../functions/src/use-cases/strava/fresh-access-token.ts';
import { startConnecting } from '../../functions/src/use-cases/strava/start-connecting.ts';
import { startListing } from '../../functions/src/use-cases/strava/start-listing.ts';
import {
  ANNA,
  BERT,
  connect,
  connectAndSync,
  consentAt,
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
const activityCount = async (world: StravaWorld, uid = 'anna') =>
  (await world.ports.store.query(stored.activities(uid), { limit: 10_000 })).found.length;

describe('connecting', () => {
  test('with all boxes ticked brings the whole history and a lease of seven days', async () => {
    const world = await aWorld();
    expect(await connectAndSync(world, 'anna', ANNA.id)).toBe('connected');
    expect(await linkOf(world, 'anna')).toMatchObject({
      status: 'connected',
      athleteId: '501',
      grantedScope: ['read', 'activity:read', 'activity:read_all'],
      leaseUntil: '2026-10-11T12:00:30.000Z',
    });
    expect(await activityCount(world)).toBe(world.sandbox.world.training.list(ANNA.id).length);
  });

  test('without the box for private activities connects partly, and leaves those out', async () => {
    const world = await aWorld();
    const hidden = world.sandbox.world.addActivity(ANNA.id, { onlyMe: true });
    const granted = ['activity:read'];
    expect(await connect(world, 'anna', { athleteId: ANNA.id, granted })).toBe('connected-partly');
    await drainInbox(world.ports);
    const path = stored.activity('anna', `strava-${hidden.id}`);
    expect(await world.ports.store.get(path)).toBeNull();
    expect(await activityCount(world)).toBeGreaterThan(5);
  });

  test('without any box for activities says what is missing and keeps no tokens', async () => {
    const world = await aWorld();
    expect(await connect(world, 'anna', { athleteId: ANNA.id, granted: [] })).toBe('missing-scope');
    expect((await linkOf(world, 'anna'))?.status).toBe('missing-scope');
    expect(await world.ports.store.get(stravaStored.tokens('anna'))).toBeNull();
    expect(world.sandbox.world.book.grants.size).toBe(0);
    expect(await connectAndSync(world, 'anna', ANNA.id)).toBe('connected');
  });

  test('and refusing leaves everything as it was', async () => {
    const world = await aWorld();
    const outcome = await connect(world, 'anna', { athleteId: ANNA.id, decision: 'cancel' });
    expect(outcome).toBe('refused');
    expect(await linkOf(world, 'anna')).toBeNull();
  });

  test('takes a state once, from the browser it was made for, unforged and in time', async () => {
    const world = await aWorld();
    await anAthlete(world.ports, { uid: 'anna' });
    const begun = await startConnecting(world.ports, 'anna');
    const other = await startConnecting(world.ports, 'anna');
    const back = await consentAt(begun.authorizeUrl, { athleteId: ANNA.id });
    const answer = {
      state: back.get('state'),
      browserSecret: begun.browserSecret,
      code: back.get('code'),
      scope: back.get('scope'),
      error: null,
    };
    const forged = `${answer.state?.slice(0, -3)}abc`;
    const attempts = [
      { ...answer, state: forged },
      { ...answer, state: null },
      { ...answer, state: 'nonsense' },
      { ...answer, browserSecret: other.browserSecret },
      { ...answer, browserSecret: '' },
    ];
    for (const attempt of attempts) {
      expect(await finishConnecting(world.ports, attempt)).toBe('invalid-state');
    }
    expect(await finishConnecting(world.ports, answer)).toBe('connected');
    expect(await finishConnecting(world.ports, answer)).toBe('invalid-state');

    const late = await startConnecting(world.ports, 'anna');
    const lateBack = await consentAt(late.authorizeUrl, { athleteId: ANNA.id });
    world.ports.pass(16 * 60_000);
    const { browserSecret } = late;
    const lateAnswer = { ...answer, state: lateBack.get('state'), browserSecret };
    expect(await finishConnecting(world.ports, lateAnswer)).toBe('invalid-state');
  });

  test('refuses an account that belongs to another athlete, whose connection goes on', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    expect(await connect(world, 'bert', { athleteId: ANNA.id })).toBe('already-linked');
    expect(await linkOf(world, 'bert')).toBeNull();
    const token = await freshAccessToken(world.ports, 'anna', 1);
    const { api } = world.ports.strava!;
    expect(await api.athleteId(token.value)).toMatchObject({ ok: true, value: '501' });
  });

  test('refuses a second account until the first is disconnected', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    expect(await connect(world, 'anna', { athleteId: BERT.id })).toBe('other-account');
    await endLink(world.ports, 'anna');
    const again = startConnecting(world.ports, 'anna');
    await expect(again).rejects.toThrow('still being removed');
    await drainInbox(world.ports);
    expect(await connectAndSync(world, 'anna', BERT.id)).toBe('connected');
  });

  test('says that it failed where Strava is down, and works from the start again', async () => {
    const world = await aWorld();
    world.sandbox.world.faults.add({ kind: 'status', status: 503, path: '/oauth/token', times: 1 });
    expect(await connect(world, 'anna', { athleteId: ANNA.id })).toBe('failed');
    expect(await linkOf(world, 'anna')).toBeNull();
    expect(await connect(world, 'anna', { athleteId: ANNA.id })).toBe('connected');
  });

  test('waits out a code that Strava refuses in its first two seconds', async () => {
    const world = await aWorld({ behaviour: { codeRefusedForMs: 2000 } });
    expect(await connectAndSync(world, 'anna', ANNA.id)).toBe('connected');
  });
});

describe('tokens', () => {
  test('are sealed at rest: no stored byte shows them', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    const grant = world.sandbox.world.book.grants.get(ANNA.id);
    const everything = JSON.stringify([...world.ports.store.contents()]);
    expect(everything).not.toContain(grant?.refreshToken);
    expect(everything).not.toContain(grant?.accessTokens[0]?.token);
    expect(JSON.stringify(world.ports.logged)).not.toContain(grant?.refreshToken);
  });

  test('20 workers who need a fresh one at once spend exactly one refresh', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    const before = world.sandbox.world.book.refreshes;
    world.ports.pass(7 * 3_600_000);
    // Nineteen who each move the clock would soon outlive the lease of the one at work.
    world.ports.strava!.wait = () => new Promise((resolve) => setTimeout(resolve, 1));
    const workers = Array.from({ length: 20 }, () => freshAccessToken(world.ports, 'anna'));
    const values = new Set((await Promise.all(workers)).map((token) => token.value));
    expect(values.size).toBe(1);
    expect(world.sandbox.world.book.refreshes - before).toBe(1);
  });

  test('a refresh that fails on the way is tried again and orphans nothing', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    world.ports.pass(7 * 3_600_000);
    world.sandbox.world.faults.add({ kind: 'status', status: 503, path: '/oauth/token', times: 1 });
    await expect(freshAccessToken(world.ports, 'anna')).rejects.toThrow('Strava answered 503');
    const token = await freshAccessToken(world.ports, 'anna');
    expect(await world.ports.strava!.api.athleteId(token.value)).toMatchObject({ ok: true });
  });

  test('a token that dies while a listing ends is not taken for a living one', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    const { api } = world.ports.strava!;
    const ask = api.activityPage.bind(api);
    api.activityPage = async (token, page) => {
      const answer = await ask(token, page);
      const isLast = answer.ok && answer.value.length === 0;
      if (isLast) world.sandbox.world.deauthorize(ANNA.id, false);
      if (isLast) await freshAccessToken(world.ports, 'anna', 1).catch(() => undefined);
      return answer;
    };
    world.ports.pass(60_000);
    await startListing(world.ports, 'anna');
    await drainInbox(world.ports);
    expect((await linkOf(world, 'anna'))?.status).toBe('reconnect-needed');
  });

  test('a dead refresh token makes the link ask for reconnecting and stops calls', async () => {
    const world = await aWorld();
    await connectAndSync(world, 'anna', ANNA.id);
    world.sandbox.world.deauthorize(ANNA.id, false);
    world.ports.pass(7 * 3_600_000);
    await expect(freshAccessToken(world.ports, 'anna')).rejects.toThrow('no longer accepts');
    expect((await linkOf(world, 'anna'))?.status).toBe('reconnect-needed');
    const calls = world.sandbox.world.calls.length;
    await expect(freshAccessToken(world.ports, 'anna')).rejects.toThrow('no living connection');
    expect(world.sandbox.world.calls.length).toBe(calls);
    expect(await connectAndSync(world, 'anna', ANNA.id)).toBe('connected');
    expect((await linkOf(world, 'anna'))?.status).toBe('connected');
  });
});
