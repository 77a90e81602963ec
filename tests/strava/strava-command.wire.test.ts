import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startFirestore, type RunningFirestore } from '../../local/firestore/src/index.ts';
import { stravaWebhookServer } from './strava-webhook-server.ts';
import { stravaWorld, type StravaWorld } from './strava-world.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/strava.ts', import.meta.url));

let firestore: RunningFirestore;
let world: StravaWorld;
let webhook: Awaited<ReturnType<typeof stravaWebhookServer>>;
beforeAll(async () => {
  firestore = await startFirestore({ port: 0 });
  world = await stravaWorld();
  webhook = await stravaWebhookServer(world.ports);
});
afterAll(async () => {
  await webhook.stop();
  await world.stop();
  await firestore.stop();
});

/** Runs the command as an operator would, in a folder without `.env`. */
function strava(verb: string, changes: Record<string, string> = {}) {
  const env = {
    PATH: process.env['PATH'] ?? '',
    GCLOUD_PROJECT: 'demo-command',
    FIRESTORE_EMULATOR_HOST: `127.0.0.1:${firestore.port}`,
    METADATA_SERVER_DETECTION: 'none',
    STRAVA_API_BASE: world.sandbox.apiBase,
    STRAVA_OAUTH_BASE: world.sandbox.oauthBase,
    STRAVA_CLIENT_ID: '10001',
    STRAVA_CLIENT_SECRET: 'sandbox-secret',
    STRAVA_WEBHOOK_PATH_SECRET: 'an-unguessable-path-secret',
    STRAVA_WEBHOOK_VERIFY_TOKEN: 'a-verify-token-of-ours',
    TOKEN_ENCRYPTION_KEYS: `k:${Buffer.alloc(32).toString('base64')}`,
    PUBLIC_BASE_URL: webhook.base,
    ...changes,
  };
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  return new Promise<{ code: number; out: string }>((resolve) => {
    execFile(process.execPath, [SCRIPT, verb], { env, cwd }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), out: `${stdout}${stderr}` });
    });
  });
}

test('subscribing, looking and unsubscribing, each in a sentence', async () => {
  expect((await strava('status')).out).toContain('There is no subscription');
  const made = await strava('subscribe');
  expect(made.code).toBe(0);
  expect(made.out).toMatch(/^Subscription \d+ sends events/);
  expect(made.out.trim().split('\n')).toHaveLength(1);
  expect(made.out).not.toContain('unguessable');
  expect((await strava('subscribe')).out).toBe(made.out);
  expect((await strava('status')).out).toContain(`sends events to 127.0.0.1`);
  const elsewhere = await strava('subscribe', { PUBLIC_BASE_URL: 'http://127.0.0.1:9' });
  expect(elsewhere.out).toContain('Unsubscribe first');
  expect(elsewhere.code).toBe(1);
  expect((await strava('unsubscribe')).out).toBe('The subscription has ended.\n');
});

test('what is missing or wrong is named, without a stack trace', async () => {
  const missing = await strava('subscribe', { STRAVA_WEBHOOK_PATH_SECRET: 'short' });
  expect(missing.out).toContain('STRAVA_WEBHOOK_PATH_SECRET');
  const verb = await strava('dance');
  expect(verb).toEqual({
    code: 1,
    out: 'strava requires one of subscribe, status, unsubscribe, got dance\n',
  });
  const refused = await strava('status', { STRAVA_CLIENT_SECRET: 'wrong' });
  expect(refused.out).toContain('Strava answered 401');
  expect(refused.out).not.toContain('    at ');
});
