import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { stored } from '../../functions/src/ports/stored.ts';
import { drainInbox } from '../../functions/src/testing/drain-inbox.ts';
import {
  eventSubscription,
  unsubscribeFromEvents,
} from '../../functions/src/use-cases/strava/subscribe-to-events.ts';
import { stravaWebhookServer } from './strava-webhook-server.ts';
import { ANNA, connectAndSync, linkOf, stravaWorld } from './strava-world.ts';

const atEnd: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of atEnd.splice(0).reverse()) await end();
});

/** Anna is connected, and events arrive over HTTP. */
async function aWebhook(secrets: Parameters<typeof stravaWebhookServer>[1] = {}) {
  const world = await stravaWorld({ behaviour: { retryAfterMs: [1, 1] } });
  atEnd.push(world.stop);
  const webhook = await stravaWebhookServer(world.ports, secrets);
  atEnd.push(webhook.stop);
  const subscription = await webhook.subscribe();
  await connectAndSync(world, 'anna', ANNA.id);
  world.ports.pass(60_000);
  const event = {
    object_type: 'activity',
    object_id: 9_000_000_001,
    aspect_type: 'create',
    updates: {},
    owner_id: ANNA.id,
    subscription_id: subscription.id,
    event_time: 1_790_000_000,
  };
  const post = (body: string, headers: Record<string, string> = {}) =>
    fetch(webhook.url, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
  const items = async () =>
    (await world.ports.store.query(stored.inbox(), { limit: 100_000 })).found.filter(
      ({ document }) => document.work.kind === 'strava-event',
    );
  return { world, webhook, event, post, items };
}

describe('the handshake', () => {
  test('answers the challenge for our token only, under the unguessable path only', async () => {
    const { webhook } = await aWebhook();
    const ask = (url: string, verifyToken: string) =>
      fetch(`${url}?hub.mode=subscribe&hub.challenge=abc&hub.verify_token=${verifyToken}`);
    const answer = await ask(webhook.url, 'a-verify-token-of-ours');
    expect(await answer.json()).toEqual({ 'hub.challenge': 'abc' });
    expect((await ask(webhook.url, 'another')).status).toBe(403);
    const elsewhere = `${webhook.base}/strava/webhook/guessed`;
    expect((await ask(elsewhere, 'a-verify-token-of-ours')).status).toBe(404);
  });

  test('makes one subscription, keeps it when asked again, and can end it', async () => {
    const { world, webhook, event } = await aWebhook();
    expect((await webhook.subscribe()).id).toBe(event.subscription_id);
    expect((await eventSubscription(world.ports))?.id).toBe(event.subscription_id);
    expect(await unsubscribeFromEvents(world.ports)).toBe(true);
    expect(await eventSubscription(world.ports)).toBeNull();
  });
});

describe('an event', () => {
  test('becomes one inbox item, however often it is sent', async () => {
    const { event, post, items } = await aWebhook();
    for (let i = 0; i < 5; i++) expect((await post(JSON.stringify(event))).status).toBe(200);
    expect(await items()).toHaveLength(1);
  });

  test('of a second edit within the same second is taken too, after the first is done', async () => {
    const { world, items } = await aWebhook();
    const { world: strava } = world.sandbox;
    const id = strava.training.list(ANNA.id)[0]?.id ?? 0;
    for (const name of ['Lunch run', 'Tempo run']) {
      strava.editActivity(id, { name });
      await strava.deliveries.settled();
      await drainInbox(world.ports);
      const document = await world.ports.store.get(stored.activity('anna', `strava-${id}`));
      expect(document?.name).toBe(name);
    }
    expect(await items()).toHaveLength(2);
  });

  test('of a stranger, of another subscription or about a profile is acknowledged and dropped', async () => {
    const { event, post, items } = await aWebhook();
    const others = [
      { ...event, owner_id: 4711 },
      { ...event, subscription_id: event.subscription_id + 1 },
      { ...event, object_type: 'athlete', object_id: ANNA.id, aspect_type: 'update' },
      { ...event, object_type: 'athlete', object_id: 99, updates: { authorized: 'false' } },
    ];
    for (const other of others) expect((await post(JSON.stringify(other))).status).toBe(200);
    expect(await items()).toEqual([]);
  });

  test('under a guessed path is not found and writes nothing', async () => {
    const { webhook, event, items } = await aWebhook();
    const guessed = `${webhook.base}/strava/webhook/an-unguessable-path-secreT`;
    const answer = await fetch(guessed, { method: 'POST', body: JSON.stringify(event) });
    expect(answer.status).toBe(404);
    expect(await items()).toEqual([]);
  });

  test('is refused with a wrong or an old signature where a key is configured', async () => {
    const secret = 'the signing secret';
    const { world, event, post, items } = await aWebhook({ signingSecret: secret });
    const body = JSON.stringify(event);
    const nowS = Math.floor(world.ports.now().getTime() / 1000);
    const signed = (key: string, t: number) => {
      const v1 = createHmac('sha256', key).update(`${t}.${body}`).digest('hex');
      return { 'X-Strava-Signature': `t=${t},v1=${v1}` };
    };
    expect((await post(body, signed('a guess', nowS))).status).toBe(403);
    expect((await post(body, signed(secret, nowS - 301))).status).toBe(403);
    expect((await post(body, { 'X-Strava-Signature': 'nonsense' })).status).toBe(403);
    expect(await items()).toEqual([]);
    expect((await post(body, signed(secret, nowS))).status).toBe(200);
    expect(await items()).toHaveLength(1);
  });

  test('is taken without a signature even then, for nothing says that Strava signs each', async () => {
    const { event, post, items } = await aWebhook({ signingSecret: 'the signing secret' });
    expect((await post(JSON.stringify(event))).status).toBe(200);
    expect(await items()).toHaveLength(1);
  });

  test('is not believed: a deletion that did not happen leaves the activity as it is', async () => {
    const { world, event, post } = await aWebhook();
    const [newest] = world.sandbox.world.training.list(ANNA.id);
    const lie = { ...event, object_id: newest?.id, aspect_type: 'delete' };
    await post(JSON.stringify(lie));
    await drainInbox(world.ports);
    const path = stored.activity('anna', `strava-${newest?.id}`);
    expect(await world.ports.store.get(path)).not.toBeNull();
  });

  test('of a withdrawal ends the link once Strava confirms it', async () => {
    const { world } = await aWebhook();
    world.sandbox.world.deauthorize(ANNA.id);
    await world.sandbox.world.deliveries.settled();
    await drainInbox(world.ports);
    expect(await linkOf(world, 'anna')).toBeNull();
  });

  test('of our own revocation finds nothing left and is harmless', async () => {
    const { world } = await aWebhook();
    const { endLink } = await import('../../functions/src/use-cases/strava/end-link.ts');
    await endLink(world.ports, 'anna');
    await world.sandbox.world.deliveries.settled();
    await drainInbox(world.ports);
    expect(await linkOf(world, 'anna')).toBeNull();
    expect(await connectAndSync(world, 'anna', ANNA.id)).toBe('connected');
  });
});

describe('10,000 malformed bodies', () => {
  test('are answered 400 or ignored, never 500, and write nothing', async () => {
    const { event, post, items } = await aWebhook();
    const junk = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.json(),
      fc
        .record(
          Object.fromEntries(
            Object.keys(event).map((key) => [
              key,
              fc.oneof(
                fc.string(),
                fc.double(),
                fc.integer({ max: 0 }),
                fc.constant(null),
                fc.object(),
              ),
            ]),
          ),
        )
        .map((body) => JSON.stringify(body)),
      fc
        .constantFrom(...Object.keys(event))
        .map((key) => JSON.stringify({ ...event, [key]: undefined, owner_id: -1 })),
      fc
        .tuple(fc.nat(), fc.nat())
        .map(([cut]) => JSON.stringify(event).slice(0, cut % (JSON.stringify(event).length - 1))),
    );
    const statuses = new Map<number, number>();
    for (const bodies of chunked(fc.sample(junk, { numRuns: 10_000, seed: 7 }), 50)) {
      const answers = await Promise.all(bodies.map((body) => post(body)));
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses.values()].reduce((a, b) => a + b)).toBe(10_000);
    expect([...statuses.keys()].filter((status) => status !== 200 && status !== 400)).toEqual([]);
    expect(statuses.get(400)).toBeGreaterThan(9_000);
    expect(await items()).toEqual([]);
    const huge = JSON.stringify({ ...event, updates: { title: 'x'.repeat(20_000) } });
    expect((await post(huge)).status).toBe(400);
    const deep = `{"title":${'['.repeat(8000)}${']'.repeat(8000)}}`;
    const nested = JSON.stringify({ ...event, updates: 0 }).replace(
      '"updates":0',
      `"updates":${deep}`,
    );
    expect((await post(nested)).status).toBe(200);
    expect((await post(JSON.stringify(event))).status).toBe(200);
    expect(await items()).toHaveLength(1);
  });
});

function* chunked<T>(all: T[], size: number) {
  for (let i = 0; i < all.length; i += size) yield all.slice(i, i + size);
}
