import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stored } from '../../ports/stored.ts';
import { aStravaCopy, someFacts } from '../../testing/an-activity.ts';
import { UID } from '../../testing/an-athlete.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { changeActivities } from '../../use-cases/activities/change-activities.ts';
import { api } from './api.ts';

let ports: MemoryPorts;
let server: Server;
let address: string;

beforeAll(async () => {
  http('api-under-test', (request, response) => api(ports, request, response));
  server = getTestServer('api-under-test');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  ports = memoryPorts();
  ports.signIn('good', { uid: UID, email: 'anna@example.org', isAdmin: false });
});

async function call(
  method: string,
  path: string,
  {
    token = 'good',
    body,
    headers = {},
  }: { token?: string | null; body?: unknown; headers?: object } = {},
) {
  const response = await fetch(address + path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text && (JSON.parse(text) as unknown),
  };
}
const facts = someFacts();
const batch = (...items: unknown[]) => ({ body: { activities: items } });

describe('api', () => {
  test('health needs nobody and tells nothing', async () => {
    expect(await call('GET', '/api/health', { token: null })).toMatchObject({
      status: 200,
      body: { status: 'ok' },
    });
  });

  test('the first call makes the athlete, in the browser’s time zone', async () => {
    const headers = { 'x-time-zone': 'Europe/Berlin' };
    expect(await call('POST', '/api/athlete', { headers })).toMatchObject({
      status: 200,
      body: { uid: UID, userId: 1, isAdmin: false },
    });
    expect(await ports.store.get(stored.settings(UID))).toMatchObject({
      timeZone: 'Europe/Berlin',
      confirmed: false,
    });
  });

  test('the email follows the token', async () => {
    await call('POST', '/api/athlete');
    ports.signIn('later', { uid: UID, email: 'new@example.org', isAdmin: false });
    await call('POST', '/api/athlete', { token: 'later' });
    expect(await ports.store.get(stored.user(UID))).toMatchObject({ email: 'new@example.org' });
  });

  test('who was made admin before the first visit is one', async () => {
    ports.signIn('chosen', { uid: 'chosen', email: 'chosen@example.org', isAdmin: true });
    await call('POST', '/api/athlete', { token: 'chosen' });
    expect(await ports.store.get(stored.user('chosen'))).toMatchObject({ isAdmin: true });
  });

  test.each([
    ['POST', '/api/athlete', { token: null }, 401, 'unauthenticated'],
    ['POST', '/api/athlete', { token: 'forged' }, 401, 'unauthenticated'],
    ['GET', '/api/nowhere', {}, 404, 'not-found'],
    ['GET', '/api/activities', {}, 404, 'not-found'],
    ['DELETE', '/api/activities/unknown', {}, 404, 'not-found'],
    ['DELETE', '/api/activities/strava-1', {}, 403, 'forbidden'],
    ['DELETE', '/api/activities/a%2Fb', {}, 404, 'not-found'],
    ['POST', '/api/activities:import', {}, 400, 'invalid-input'],
    ['POST', '/api/activities:import', { body: { activities: [] } }, 400, 'invalid-input'],
    ['POST', '/api/activities:import', { body: { activities: [1], x: 1 } }, 400, 'invalid-input'],
    ['POST', '/api/activities', { body: { facts: 7 } }, 400, 'invalid-input'],
    ['POST', '/api/activities', { body: { facts, x: 'y'.repeat(20_000) } }, 413, 'too-large'],
  ])('%s %s with %j is %i %s', async (method, path, options, status, code) => {
    const answer = await call(method, path, options);
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    const { error } = answer.body as { error: { message: string } };
    expect(error.message).not.toMatch(/ at |\.ts|node_modules/);
  });

  test('a wrong field is named', async () => {
    const body = { facts: { ...facts, movingTimeS: -1 } };
    expect(await call('POST', '/api/activities', { body })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid-input', field: 'facts.movingTimeS' } },
    });
  });

  test('a batch is answered item by item, and one bad item costs only itself', async () => {
    const later = { ...facts, startedAt: '2025-06-03T06:00:00.000Z', localDay: '2025-06-03' };
    const future = { ...facts, startedAt: '2031-01-01T00:00:00.000Z', localDay: '2031-01-01' };
    const elsewhere = { ...facts, localDay: '2025-05-20' };
    const answer = await call(
      'POST',
      '/api/activities:import',
      batch(
        { facts, fileName: 'a.fit' },
        { facts, fileName: 'copy.fit' },
        { facts: { ...facts, sport: '' }, fileName: null },
        { facts: later, fileName: null },
        { facts: future, fileName: null },
        { facts: elsewhere, fileName: null },
        'rubbish',
      ),
    );
    expect(answer.status).toBe(200);
    expect((answer.body as { results: object[] }).results).toMatchObject([
      { outcome: 'created', reason: null },
      { outcome: 'unchanged', reason: null },
      {
        outcome: 'refused',
        activityId: null,
        reason: expect.stringMatching(/^facts\.sport: /) as string,
      },
      { outcome: 'created' },
      { outcome: 'refused', reason: 'facts.startedAt: lies in the future' },
      {
        outcome: 'refused',
        reason: 'facts.localDay: is not the day of startedAt in any time zone',
      },
      { outcome: 'refused' },
    ]);
  });

  test('a batch sent twice changes nothing', async () => {
    const body = batch({ facts, fileName: 'a.fit' });
    await call('POST', '/api/activities:import', body);
    const before = ports.store.contents();
    const again = await call('POST', '/api/activities:import', body);
    expect(again.body).toMatchObject({ results: [{ outcome: 'unchanged' }] });
    expect(ports.store.contents()).toEqual(before);
  });

  test('201 activities are one too many', async () => {
    const items = Array.from({ length: 201 }, () => ({ facts, fileName: null }));
    expect(await call('POST', '/api/activities:import', batch(...items))).toMatchObject({
      status: 400,
      body: { error: { field: 'activities' } },
    });
  });

  test('what was typed in can be removed again, what came from Strava cannot', async () => {
    const created = await call('POST', '/api/activities', { body: { facts } });
    expect(created).toMatchObject({ status: 201, body: { outcome: 'created' } });
    const { activityId } = created.body as { activityId: string };
    expect((await call('DELETE', `/api/activities/${activityId}`)).status).toBe(204);
    await changeActivities(ports, UID, [aStravaCopy('9')]);
    expect((await call('DELETE', '/api/activities/strava-9')).status).toBe(403);
    expect(await ports.store.get(stored.activity(UID, 'strava-9'))).not.toBeNull();
  });

  test('a failure of ours is logged in full and told in general', async () => {
    await call('POST', '/api/athlete');
    ports.store.put(stored.user(UID).path, 'not a document');
    const failing = ports.store;
    ports = {
      ...ports,
      store: { ...failing, get: () => Promise.reject(new Error('secret host')) },
    };
    expect(await call('POST', '/api/athlete')).toEqual(
      expect.objectContaining({
        status: 500,
        body: { error: { code: 'internal', message: 'Something went wrong on our side.' } },
      }),
    );
    const [line] = ports.logged.filter(({ severity }) => severity === 'ERROR');
    expect(line?.fields['cause']).toContain('secret host');
  });

  test('no log line holds a token or a body', async () => {
    await call('POST', '/api/activities:import', batch({ facts, fileName: 'private.fit' }));
    const written = JSON.stringify(ports.logged);
    expect(written).not.toContain('Bearer');
    expect(written).not.toContain('private.fit');
    expect(ports.logged).toContainEqual(
      expect.objectContaining({ severity: 'INFO', message: 'answered' }),
    );
  });
});
