import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startStravaSandbox, type StartSandboxOptions, type StravaSandbox } from './index.ts';

const ROBIN = 7_100_001;
const SAM = 7_100_003;
const BACK = 'http://localhost:9/callback';
const ALL = 'read,activity:read,activity:read_all';
const atEnd: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of atEnd.splice(0).reverse()) await end();
});

async function aSandbox(options: StartSandboxOptions = {}) {
  const time = { now: Date.parse('2026-10-04T12:00:30Z') };
  const sandbox = await startStravaSandbox({ clock: () => time.now, ...options });
  atEnd.push(() => sandbox.stop());
  return { sandbox, time };
}

const form = (fields: [string, string][]) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  redirect: 'manual' as const,
});

async function consent(sandbox: StravaSandbox, athleteId: number, granted: string[], extra = {}) {
  const answer = await fetch(
    `${sandbox.oauthBase}/oauth/consent`,
    form([
      ...Object.entries({
        client_id: '10001',
        redirect_uri: BACK,
        response_type: 'code',
        scope: ALL,
        state: 'the state',
        athlete_id: String(athleteId),
        decision: 'authorize',
        ...extra,
      }),
      ...granted.map((scope): [string, string] => ['granted', scope]),
    ]),
  );
  return {
    status: answer.status,
    query: new URL(answer.headers.get('location') ?? BACK).searchParams,
  };
}

async function token(sandbox: StravaSandbox, fields: Record<string, string>) {
  const answer = await fetch(
    `${sandbox.oauthBase}/oauth/token`,
    form(Object.entries({ client_id: '10001', client_secret: 'sandbox-secret', ...fields })),
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

async function connected(sandbox: StravaSandbox, athleteId = ROBIN, granted = ALL.split(',')) {
  const { query } = await consent(sandbox, athleteId, granted);
  const code = query.get('code') ?? '';
  return token(sandbox, { grant_type: 'authorization_code', code });
}

const get = (sandbox: StravaSandbox, path: string, accessToken = '') =>
  fetch(`${sandbox.apiBase}${path}`, { headers: { Authorization: `Bearer ${accessToken}` } });

/** A callback that takes part in the handshake and keeps what it is sent. */
async function aCallback(statuses: number[] = []) {
  const received: { object_id: number; aspect_type: string; updates: object }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'GET') {
        const challenge = new URL(request.url ?? '/', 'http://x').searchParams.get('hub.challenge');
        response.end(JSON.stringify({ 'hub.challenge': challenge }));
        return;
      }
      response.statusCode = statuses.shift() ?? 200;
      if (response.statusCode === 200) received.push(JSON.parse(body) as (typeof received)[number]);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

const subscribe = (sandbox: StravaSandbox, url: string) =>
  fetch(
    `${sandbox.apiBase}/push_subscriptions`,
    form([
      ['client_id', '10001'],
      ['client_secret', 'sandbox-secret'],
      ['callback_url', url],
      ['verify_token', 'v'],
    ]),
  );

describe('consent', () => {
  test('shows a page with a box for every scope asked for and names itself a stand-in', async () => {
    const { sandbox } = await aSandbox();
    const query = new URLSearchParams({
      client_id: '10001',
      redirect_uri: BACK,
      response_type: 'code',
      scope: ALL,
    });
    const page = await (
      await fetch(`${sandbox.oauthBase}/oauth/authorize?${query.toString()}`)
    ).text();
    expect(page).toContain('Strava sandbox (stand-in)');
    expect(page.match(/type="checkbox"/g)).toHaveLength(2);
  });

  test('gives back state and what was really granted, or the refusal', async () => {
    const { sandbox } = await aSandbox();
    const some = await consent(sandbox, ROBIN, ['activity:read']);
    expect(some.query.get('scope')).toBe('read,activity:read');
    expect(some.query.get('state')).toBe('the state');
    const none = await consent(sandbox, ROBIN, [], { decision: 'cancel' });
    expect(none.query.get('error')).toBe('access_denied');
    expect(none.query.has('code')).toBe(false);
  });

  test('refuses a foreign redirect, and a newcomer once the capacity is reached', async () => {
    const { sandbox } = await aSandbox({ application: { capacity: 1 } });
    const away = await consent(sandbox, ROBIN, [], { redirect_uri: 'https://evil.example/' });
    expect(away.status).toBe(400);
    await connected(sandbox);
    expect((await consent(sandbox, SAM, [])).status).toBe(403);
  });
});

describe('tokens', () => {
  test('a code works once, and not in its first two seconds when told so', async () => {
    const { sandbox, time } = await aSandbox({ behaviour: { codeRefusedForMs: 2000 } });
    const code = (await consent(sandbox, ROBIN, [])).query.get('code') ?? '';
    const use = () => token(sandbox, { grant_type: 'authorization_code', code });
    expect((await use()).status).toBe(400);
    time.now += 2100;
    expect((await use()).status).toBe(200);
    expect(JSON.stringify((await use()).body)).toContain('AuthorizationCode');
  });

  test('a refresh keeps a long-lived access token but ends the old refresh token', async () => {
    const { sandbox, time } = await aSandbox();
    const first = (await connected(sandbox)).body;
    const refresh = (value = '') =>
      token(sandbox, { grant_type: 'refresh_token', refresh_token: value });
    const second = await refresh(first['refresh_token']);
    expect(second.body['access_token']).toBe(first['access_token']);
    expect((await refresh(first['refresh_token'])).status).toBe(400);
    time.now += 19_000_000;
    const third = await refresh(second.body['refresh_token']);
    expect(third.body['access_token']).not.toBe(first['access_token']);
    expect((await get(sandbox, '/athlete', first['access_token'])).status).toBe(200);
  });

  test('revoking ends the grant, and unknown tokens are fine as well', async () => {
    const { sandbox } = await aSandbox();
    const { body } = await connected(sandbox);
    const revoke = (value: string, secret = 'sandbox-secret') =>
      fetch(`${sandbox.oauthBase}/oauth/revoke`, {
        ...form([['token', value]]),
        headers: { Authorization: `Basic ${btoa(`10001:${secret}`)}` },
      });
    expect((await revoke('unknown')).status).toBe(200);
    expect((await revoke(body['refresh_token'] ?? '', 'wrong')).status).toBe(401);
    expect((await revoke(body['refresh_token'] ?? '')).status).toBe(200);
    expect((await get(sandbox, '/athlete', body['access_token'])).status).toBe(401);
  });
});

describe('the API', () => {
  test('pages newest first until an empty page, and leaves heart-rate keys out, not null', async () => {
    const { sandbox } = await aSandbox();
    const { body } = await connected(sandbox);
    const all: Record<string, unknown>[] = [];
    for (let page = 1; ; page++) {
      const path = `/athlete/activities?per_page=200&page=${page}`;
      const answer = await get(sandbox, path, body['access_token']);
      const items = (await answer.json()) as Record<string, unknown>[];
      if (items.length === 0) break;
      all.push(...items);
    }
    expect(all).toHaveLength(sandbox.world.training.list(ROBIN).length);
    const without = all.filter((one) => one['has_heartrate'] === false);
    expect(without.length).toBeGreaterThan(0);
    expect(without.every((one) => !('average_heartrate' in one))).toBe(true);
  });

  test('hides Only-You activities without activity:read_all, and everything without activity:read', async () => {
    const { sandbox } = await aSandbox();
    const hidden = sandbox.world.addActivity(ROBIN, { onlyMe: true });
    const some = (await connected(sandbox, ROBIN, ['activity:read'])).body['access_token'];
    expect((await get(sandbox, `/activities/${hidden.id}`, some)).status).toBe(404);
    const none = (await connected(sandbox, ROBIN, [])).body['access_token'];
    const refused = await get(sandbox, '/athlete/activities', none);
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('activity:read_permission');
  });

  test('counts calls in headers and answers 429 beyond the window until the next one begins', async () => {
    const { sandbox, time } = await aSandbox({
      application: { limits: { overall: [5, 100], read: [3, 100] } },
    });
    const token = (await connected(sandbox)).body['access_token'];
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push((await get(sandbox, '/athlete', token)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    const late = await get(sandbox, '/athlete', token);
    expect(late.headers.get('x-readratelimit-usage')).toBe('5,5');
    time.now = Date.parse('2026-10-04T12:15:00Z');
    expect((await get(sandbox, '/athlete', token)).status).toBe(200);
  });

  test('answers 403 Inactive once the owner has no subscription, tokens going on', async () => {
    const { sandbox } = await aSandbox();
    const { body } = await connected(sandbox);
    sandbox.world.application.ownerSubscribed = false;
    const answer = await get(sandbox, '/athlete', body['access_token']);
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('"Inactive"'),
    ]);
    const value = body['refresh_token'] ?? '';
    const again = await token(sandbox, { grant_type: 'refresh_token', refresh_token: value });
    expect(again.status).toBe(200);
  });

  test('breaks as told: a status, a cut-off answer, a reset, and then works again', async () => {
    const { sandbox } = await aSandbox();
    const token = (await connected(sandbox)).body['access_token'];
    sandbox.world.faults.add({ kind: 'status', status: 503, path: '/api', times: 1 });
    expect((await get(sandbox, '/athlete', token)).status).toBe(503);
    sandbox.world.faults.add({ kind: 'truncate', path: '/api', times: 1 });
    await expect(get(sandbox, '/athlete', token).then((answer) => answer.json())).rejects.toThrow();
    sandbox.world.faults.add({ kind: 'reset', path: '/api', times: 1 });
    await expect(get(sandbox, '/athlete', token)).rejects.toThrow();
    expect((await get(sandbox, '/athlete', token)).status).toBe(200);
  });
});

describe('push subscriptions', () => {
  test('verify the callback, exist once, and can be viewed and deleted', async () => {
    const { sandbox } = await aSandbox();
    const callback = await aCallback();
    expect((await subscribe(sandbox, 'http://127.0.0.1:9/none')).status).toBe(400);
    const made = await subscribe(sandbox, callback.url);
    const { id } = (await made.json()) as { id: number };
    expect(made.status).toBe(201);
    expect(await (await subscribe(sandbox, callback.url)).text()).toContain('already exists');
    const query = 'client_id=10001&client_secret=sandbox-secret';
    const view = await fetch(`${sandbox.apiBase}/push_subscriptions?${query}`);
    expect(await view.json()).toEqual([expect.objectContaining({ id })]);
    const path = `${sandbox.apiBase}/push_subscriptions/${id}?${query}`;
    expect((await fetch(path, { method: 'DELETE' })).status).toBe(204);
  });

  test('deliver with three attempts at most, and then the event is lost', async () => {
    const { sandbox } = await aSandbox({ behaviour: { retryAfterMs: [5, 5] } });
    const callback = await aCallback([500, 500, 200, 500, 500, 500]);
    await subscribe(sandbox, callback.url);
    await connected(sandbox);
    const first = sandbox.world.addActivity(ROBIN);
    await sandbox.world.deliveries.settled();
    sandbox.world.addActivity(ROBIN);
    await sandbox.world.deliveries.settled();
    expect(callback.received.map((event) => event.object_id)).toEqual([first.id]);
    expect(sandbox.world.deliveries.log.map(({ attempts }) => attempts)).toEqual([3, 3]);
  });

  test('tell of title, type and privacy, not of heart rate; hiding is a deletion for activity:read', async () => {
    const { sandbox } = await aSandbox();
    const callback = await aCallback();
    await subscribe(sandbox, callback.url);
    await connected(sandbox);
    const { id } = sandbox.world.addActivity(ROBIN);
    sandbox.world.editActivity(id, { averageHeartRate: 150 });
    sandbox.world.editActivity(id, { name: 'Tempo', onlyMe: true });
    sandbox.world.editActivity(id, { onlyMe: false });
    await connected(sandbox, ROBIN, ['activity:read']);
    sandbox.world.editActivity(id, { onlyMe: true });
    await sandbox.world.deliveries.settled();
    expect(callback.received.map((event) => [event.aspect_type, event.updates])).toEqual([
      ['create', {}],
      ['update', { title: 'Tempo', private: 'true' }],
      ['update', { private: 'false' }],
      ['delete', {}],
    ]);
  });
});

describe('the sandbox', () => {
  test('remembers grants, subscription and changes made by hand between starts', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'sandbox-'));
    atEnd.push(() => rmSync(dataDir, { recursive: true }));
    const first = await aSandbox({ dataDir });
    const { body } = await connected(first.sandbox);
    const added = first.sandbox.world.addActivity(ROBIN, { name: 'Kept' });
    const gone = first.sandbox.world.training.list(ROBIN)[5];
    if (gone) first.sandbox.world.deleteActivity(gone.id);
    await first.sandbox.stop();
    const { sandbox } = await aSandbox({ dataDir });
    const kept = await get(sandbox, `/activities/${added.id}`, body['access_token']);
    expect(((await kept.json()) as { name: string }).name).toBe('Kept');
    expect(gone && sandbox.world.training.find(gone.id)).toBeNull();
  });

  test('has a page of its own where an activity is added, renamed, hidden and deleted', async () => {
    const { sandbox } = await aSandbox();
    const before = sandbox.world.training.list(SAM).length;
    const fields: [string, string][] = [
      ['athleteId', String(SAM)],
      ['name', '<b>Lunch</b>'],
      ['minutes', '30'],
    ];
    expect((await fetch(`${sandbox.url}/sandbox/add`, form(fields))).status).toBe(303);
    const [added] = sandbox.world.training.list(SAM);
    const page = await (await fetch(`${sandbox.url}/?athlete=${SAM}`)).text();
    expect(page).toContain('&lt;b&gt;Lunch&lt;/b&gt;');
    const id = String(added?.id);
    await fetch(
      `${sandbox.url}/sandbox/edit`,
      form([
        ['id', id],
        ['onlyMe', 'true'],
      ]),
    );
    expect(sandbox.world.training.find(Number(id))?.onlyMe).toBe(true);
    await fetch(`${sandbox.url}/sandbox/delete`, form([['id', id]]));
    expect(sandbox.world.training.list(SAM)).toHaveLength(before);
    const unknown = await fetch(`${sandbox.url}/sandbox/delete`, form([['id', '1']]));
    expect(await unknown.json()).toEqual({ message: 'there is no activity 1 in the sandbox' });
  });
});
