import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import type { InboxWork, StravaLink } from '@training-monkey/training';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stored } from '../../ports/stored.ts';
import { aFile } from '../../testing/an-activity.ts';
import { anAthlete, UID } from '../../testing/an-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { changeActivities } from '../../use-cases/activities/change-activities.ts';
import { queuedItem } from '../../use-cases/inbox/queued-item.ts';
import { api } from './api.ts';

let ports: MemoryPorts;
let server: Server;
let address: string;

beforeAll(async () => {
  http('admin-under-test', (request, response) => api(ports, request, response));
  server = getTestServer('admin-under-test');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(async () => {
  ports = memoryPorts();
  await anAthlete(ports);
  ports.signIn('athlete', { uid: UID, email: 'anna@example.org', isAdmin: false });
  ports.signIn('admin', { uid: 'olga', email: 'olga@example.org', isAdmin: true });
});

async function call(method: string, path: string, token: string | null = 'admin') {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const response = await fetch(address + path, { method, headers });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

const LINK: StravaLink = {
  athleteId: '501',
  grantedScope: ['read'],
  status: 'connected',
  connectedAt: '2025-06-01T00:00:00.000Z',
  leaseUntil: '2025-06-17T00:00:00.000Z',
  lastSyncedAt: '2025-06-10T00:00:00.000Z',
  sync: { found: 812, summaries: 812, streams: 40, etaMinutes: 9 },
};
const link = () =>
  ports.store.transact((tx) => {
    tx.update(stored.user(UID), { strava: LINK });
    return Promise.resolve();
  });
const die = (id: string, work: InboxWork) =>
  ports.store.create(stored.inboxItem(id), {
    ...queuedItem(work, ports.now()),
    state: 'dead',
    attempts: 8,
    lastError: 'Strava refuses the token of this connection.',
  });

describe.each([
  ['GET', '/api/admin/athletes'],
  ['GET', '/api/admin/dead-work'],
  ['POST', '/api/admin/dead-work/w/retry'],
  ['GET', '/api/strava/budget'],
])('%s %s', (method, path) => {
  test('is refused to athletes and to strangers, and nothing changes', async () => {
    await die('w', { kind: 'strava-purge', uid: UID });
    const before = ports.store.contents();
    expect(await call(method, path, 'athlete')).toMatchObject({
      status: 403,
      body: { error: { code: 'forbidden', message: 'This is for admins.' } },
    });
    expect((await call(method, path, null)).status).toBe(401);
    expect(ports.store.contents()).toEqual(before);
  });
});

describe('the roll of athletes', () => {
  test('tells who they are and how their link stands', async () => {
    await link();
    expect(await call('GET', '/api/admin/athletes')).toMatchObject({
      status: 200,
      body: {
        athletes: [
          {
            uid: UID,
            userId: 1,
            email: 'anna@example.org',
            isAdmin: false,
            strava: { status: 'connected', leaseUntil: LINK.leaseUntil },
          },
          { uid: 'olga', email: 'olga@example.org', isAdmin: true, strava: null },
        ],
        unreadable: 0,
        next: null,
      },
    });
  });

  test('tells nothing of training, settings or heart rates', async () => {
    await link();
    await changeActivities(ports, UID, [aFile('a')]);
    const { body } = await call('GET', '/api/admin/athletes');
    const [anna] = (body as { athletes: { strava: object }[] }).athletes;
    expect(Object.keys(anna ?? {}).sort()).toEqual(
      ['createdAt', 'email', 'isAdmin', 'strava', 'uid', 'userId'].sort(),
    );
    expect(Object.keys(anna?.strava ?? {}).sort()).toEqual(
      ['athleteId', 'connectedAt', 'lastSyncedAt', 'leaseUntil', 'status'].sort(),
    );
  });

  test('comes in pages of a hundred that together are everybody, once', async () => {
    for (let i = 2; i <= 205; i++) await anAthlete(ports, { uid: `athlete-${i}` });
    ports.store.put(stored.user('athlete-100').path, { userId: 100 });
    const seen: number[] = [];
    const sizes: number[] = [];
    let unreadable = 0;
    for (let after: number | null = 0; after !== null;) {
      const { body } = await call('GET', `/api/admin/athletes?after=${after}`);
      const page = body as {
        athletes: { userId: number }[];
        unreadable: number;
        next: number | null;
      };
      seen.push(...page.athletes.map(({ userId }) => userId));
      sizes.push(page.athletes.length + page.unreadable);
      unreadable += page.unreadable;
      after = page.next;
    }
    expect(sizes).toEqual([100, 100, 6]);
    expect(unreadable).toBe(1);
    expect(seen).toEqual(Array.from({ length: 206 }, (_, i) => i + 1).filter((id) => id !== 100));
  });

  test.each(['after=-1', 'after=x', 'after=', 'after=1e9', 'limit=9'])(
    'refuses %s and names what is wrong',
    async (query) => {
      expect(await call('GET', `/api/admin/athletes?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid-input' } },
      });
    },
  );
});

describe('dead work', () => {
  test('is listed with kind, attempts and last error, and without activities', async () => {
    await die('w', {
      kind: 'rescore',
      uid: UID,
      from: '2025-01-01',
      to: '2025-02-01',
    } as InboxWork);
    ports.pass(1000);
    await die('e', {
      kind: 'strava-event',
      stravaAthleteId: '501',
      objectType: 'activity',
      objectId: '77001',
      aspectType: 'create',
    });
    await ports.store.create(
      stored.inboxItem('fine'),
      queuedItem({ kind: 'strava-purge', uid: UID }, ports.now()),
    );
    const common = { attempts: 8, lastError: 'Strava refuses the token of this connection.' };
    const at = (seconds: number) => `2025-06-10T12:00:0${seconds}.000Z`;
    expect((await call('GET', '/api/admin/dead-work')).body).toEqual({
      work: [
        {
          id: 'w',
          kind: 'rescore',
          uid: UID,
          stravaAthleteId: null,
          ...common,
          createdAt: at(0),
          failedAt: at(0),
        },
        {
          id: 'e',
          kind: 'strava-event',
          uid: null,
          stravaAthleteId: '501',
          ...common,
          createdAt: at(1),
          failedAt: at(1),
        },
      ],
    });
  });

  test('is queued once it is tried again, with all its attempts ahead', async () => {
    await die('w', { kind: 'strava-purge', uid: UID });
    ports.pass(60_000);
    expect(await call('POST', '/api/admin/dead-work/w/retry')).toEqual({ status: 204, body: null });
    expect(await ports.store.get(stored.inboxItem('w'))).toMatchObject({
      state: 'queued',
      attempts: 0,
      notBefore: '2025-06-10T12:01:00.000Z',
      expiresAt: null,
    });
    expect((await call('GET', '/api/admin/dead-work')).body).toEqual({ work: [] });
  });

  test('is tried again once, however often somebody asks', async () => {
    await die('w', { kind: 'strava-purge', uid: UID });
    const answers = await Promise.all(
      [1, 2, 3].map(() => call('POST', '/api/admin/dead-work/w/retry')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
  });

  test.each([
    ['unknown', 404, 'not-found'],
    ['__w__', 400, 'invalid-input'],
    ['x'.repeat(301), 400, 'invalid-input'],
  ])('named %.20s is %i %s', async (id, status, code) => {
    expect(await call('POST', `/api/admin/dead-work/${id}/retry`)).toMatchObject({
      status,
      body: { error: { code } },
    });
  });
});
