import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { anyFreePort } from '../runner/free-port.ts';
import type { Stack } from '../runner/run-stack.ts';
import { DEMO_ATHLETE } from './demo-account.ts';
import { trainNowAndThen } from './train-now-and-then.ts';

const MINUTE_MS = 60_000;
const added: string[] = [];
const sandbox = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
  request.on('end', () => {
    added.push(`${request.method} ${request.url} ${body}`);
    response.end();
  });
});
let strava: number;

beforeAll(async () => {
  strava = await anyFreePort();
  await new Promise<void>((listening) => sandbox.listen(strava, '127.0.0.1', listening));
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
});
afterAll(() => {
  vi.useRealTimers();
  sandbox.close();
});

test('the demo athlete comes home minutes after the start and a few times a day from then on', async () => {
  trainNowAndThen({ ports: { strava } } as Stack);
  vi.advanceTimersByTime(2 * MINUTE_MS);
  expect(added).toEqual([]);
  vi.advanceTimersByTime(2 * MINUTE_MS);
  await expect.poll(() => added.length).toBe(1);
  expect(added[0]).toContain('POST /sandbox/add');
  expect(added[0]).toContain(String(DEMO_ATHLETE.stravaAthleteId));
  vi.advanceTimersByTime(24 * 60 * MINUTE_MS);
  await expect.poll(() => added.length).toBeGreaterThan(3);
});
