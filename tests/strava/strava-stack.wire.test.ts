import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxAthlete, type SandboxAthlete } from '../../local/strava/src/index.ts';
import { stored } from '../../functions/src/ports/stored.ts';
import { freshAccessToken } from '../../functions/src/use-cases/strava/fresh-access-token.ts';
import { syncDue } from '../../functions/src/use-cases/strava/sync-due.ts';
import { stravaStored } from '../../functions/src/ports/strava-stored.ts';
import { consentAt, type Consent } from './strava-world.ts';
import { everything, stravaStack, type StravaStack } from './strava-stack.ts';

const ANNA = sandboxAthlete(901, { newest: 30 });
const BERT = sandboxAthlete(902, { newest: 10 });

let stack: StravaStack;
beforeAll(async () => {
  stack = await stravaStack([ANNA, BERT]);
});
afterAll(() => stack.stop());

/** What a browser does from the settings page to the settings page. */
async function begin(uid: string) {
  const answer = await stack.call(uid, 'GET', '/api/strava/connect');
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { authorizeUrl } = (await answer.json()) as { authorizeUrl: string };
  return { authorizeUrl, cookie };
}
async function comeBack(query: URLSearchParams, cookie: string): Promise<string | null> {
  const answer = await fetch(`${stack.url}/api/strava/callback?${query.toString()}`, {
    headers: { Cookie: cookie },
    redirect: 'manual',
  });
  expect(answer.status).toBe(303);
  return new URL(answer.headers.get('location') ?? '').searchParams.get('strava');
}
async function connect(uid: string, consent: Consent) {
  const { authorizeUrl, cookie } = await begin(uid);
  return comeBack(await consentAt(authorizeUrl, consent), cookie);
}
const nameOf = async (uid: string, id: number) =>
  (await stack.ports.store.get(stored.activity(uid, `strava-${id}`)))?.name ?? null;

/** Every document of the whole database that names the athlete's account or an activity on Strava. */
async function tracesOf(athlete: SandboxAthlete): Promise<string[]> {
  const ids = stack.sandbox.world.training.list(athlete.id).map(({ id }) => String(id));
  const marks = [...ids, `"${athlete.id}"`];
  const stored = [...(await everything(stack.database))].map(([path, text]) => `${path} ${text}`);
  return stored.filter((text) => marks.some((mark) => text.includes(mark)));
}

describe('the whole way over HTTP, with Firestore and its triggers', () => {
  test('connecting needs a signed-in athlete, a state of ours and the same browser, once', async () => {
    const nobody = await fetch(`${stack.url}/api/strava/connect`);
    expect(nobody.status).toBe(401);
    const { authorizeUrl, cookie } = await begin('anna');
    const back = await consentAt(authorizeUrl, { athleteId: ANNA.id });
    const forged = new URLSearchParams(back);
    forged.set('state', `${back.get('state')?.slice(0, -2)}xx`);
    expect(await comeBack(forged, cookie)).toBe('invalid-state');
    expect(await comeBack(back, '__session=another')).toBe('invalid-state');
    expect(await comeBack(back, cookie)).toBe('connected');
    expect(await comeBack(back, cookie)).toBe('invalid-state');
  });

  test('the history arrives by itself, per sample where there is a stream', async () => {
    await stack.until(async () => {
      const link = await stack.linkOf('anna');
      return link?.lastSyncedAt !== null && link?.sync?.streams === 30;
    }, 'all streams have come');
    const { found } = await stack.ports.store.query(stored.activities('anna'), { limit: 100 });
    expect(found).toHaveLength(30);
    const dashboard = await stack.ports.store.get(stored.dashboard('anna'));
    expect(dashboard?.metrics.chronicActivityCount).toBeGreaterThan(5);
  });

  test('refusal, a box not ticked and an account already linked each lead back with their reason', async () => {
    const athleteId = BERT.id;
    expect(await connect('bert', { athleteId, decision: 'cancel' })).toBe('refused');
    expect(await connect('bert', { athleteId, granted: [] })).toBe('missing-scope');
    expect(await connect('bert', { athleteId: ANNA.id })).toBe('already-linked');
    expect(await connect('bert', { athleteId, granted: ['activity:read'] })).toBe(
      'connected-partly',
    );
  });

  test('a session added, renamed and deleted on Strava is so here moments later', async () => {
    const { world } = stack.sandbox;
    const { id } = world.addActivity(ANNA.id, { name: 'Lunch run' });
    await stack.until(async () => (await nameOf('anna', id)) === 'Lunch run', 'it is there');
    world.editActivity(id, { name: 'Tempo run' });
    await stack.until(async () => (await nameOf('anna', id)) === 'Tempo run', 'it is renamed');
    world.deleteActivity(id);
    await stack.until(async () => (await nameOf('anna', id)) === null, 'it is gone');
  });

  test('20 workers who need a fresh token at once spend exactly one refresh', async () => {
    const tokens = await stack.ports.store.get(stravaStored.tokens('anna'));
    const before = stack.sandbox.world.book.refreshes;
    const refused = tokens?.generation ?? 0;
    const workers = Array.from({ length: 20 }, () =>
      freshAccessToken(stack.ports, 'anna', refused),
    );
    const generations = new Set((await Promise.all(workers)).map((token) => token.generation));
    expect([...generations]).toEqual([refused + 1]);
    expect(stack.sandbox.world.book.refreshes - before).toBe(1);
  });

  test('200 events at once are all acknowledged and none is lost', async () => {
    const subscription = await stack.ports.store.get(stravaStored.subscription());
    const events = Array.from({ length: 200 }, (_, i) => ({
      object_type: 'activity',
      object_id: 9_400_000_000 + i,
      aspect_type: 'delete',
      updates: {},
      owner_id: BERT.id,
      subscription_id: subscription?.id,
      event_time: 1_790_000_000,
    }));
    // Bert's connection is out of the way, so that the events cost no calls.
    await stack.call('bert', 'POST', '/api/strava/disconnect');
    await stack.until(async () => (await stack.linkOf('bert')) === null, 'bert is disconnected');
    await stack.ports.store.create(stravaStored.athlete(String(BERT.id)), {
      uid: 'bert',
      linkedAt: stack.ports.now().toISOString(),
    });
    const answers = await Promise.all(
      events.map((event) =>
        fetch(stack.webhook.url, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(event),
        }),
      ),
    );
    expect(answers.every((answer) => answer.status === 200)).toBe(true);
    const items = await stack.ports.store.getAll(
      events.map(({ object_id: id }) =>
        stored.inboxItem(`strava-activity-${id}-delete-1790000000`),
      ),
    );
    expect(items.filter((item) => item !== null)).toHaveLength(200);
    await stack.database.doc(`stravaAthletes/${BERT.id}`).delete();
  });

  test('disconnecting revokes and leaves no byte of it in the whole database', async () => {
    expect((await tracesOf(ANNA)).length).toBeGreaterThan(30);
    const answer = await stack.call('anna', 'POST', '/api/strava/disconnect');
    expect(answer.status).toBe(202);
    await stack.until(async () => (await stack.linkOf('anna')) === null, 'anna is disconnected');
    expect(stack.sandbox.world.book.grants.has(ANNA.id)).toBe(false);
    // Strava tells of our own revocation too; that event is forgotten once it has been looked at.
    await stack.sandbox.world.deliveries.settled();
    await stack.until(async () => (await tracesOf(ANNA)).length === 0, 'no trace is left');
    const user = await stack.ports.store.get(stored.user('anna'));
    expect(user).toMatchObject({ strava: null, ledgerYears: [], firstActivityDay: null });
  });

  test.each([
    ['withdrawing on Strava', () => Promise.resolve(stack.sandbox.world.deauthorize(BERT.id))],
    [
      'a connection that died without a word, once its lease has lapsed,',
      async () => {
        stack.sandbox.world.deauthorize(BERT.id, false);
        stack.pass(8 * 86_400_000);
        await syncDue(stack.ports);
        const status = async () => (await stack.linkOf('bert'))?.status;
        await stack.until(async () => (await status()) === 'reconnect-needed', 'it is found dead');
        stack.pass(3_600_000);
        await syncDue(stack.ports);
      },
    ],
  ])('%s leaves no byte of it either', async (_how, end) => {
    expect(await connect('bert', { athleteId: BERT.id })).toBe('connected');
    await stack.until(
      async () => (await stack.linkOf('bert'))?.sync?.streams === 10,
      'all is there',
    );
    expect((await tracesOf(BERT)).length).toBeGreaterThan(10);
    await end();
    await stack.until(async () => (await stack.linkOf('bert')) === null, 'bert is gone');
    await stack.until(async () => (await tracesOf(BERT)).length === 0, 'no trace is left');
  });
});
