import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { localDay, type AthleteSettings } from '@training-monkey/training';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stored } from '../../functions/src/ports/stored.ts';
import { someFacts } from '../../functions/src/testing/an-activity.ts';
import { derivedState, rebuiltState } from '../../functions/src/testing/expected-state.ts';
import { startAuthEmulator, type AuthEmulator } from '../../local/auth/start-auth-emulator.ts';
import { readDeploymentManifest } from '../../local/runner/deployment-manifest.ts';
import { anyFreePort } from '../../local/runner/free-port.ts';
import { startChild, type Child } from '../../local/runner/start-child.ts';
import { BUILDS, ensureBuilt } from '../../scripts/start/ensure-built.ts';
import { heartStage, type HeartStage } from './heart-stage.ts';

const PROJECT = 'demo-training-monkey';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FRAMEWORK = createRequire(import.meta.url)
  .resolve('@google-cloud/functions-framework')
  .replace(/index\.js$/, 'main.js');
const manifest = readDeploymentManifest(`${ROOT}functions/deployment.json`);

let stage: HeartStage;
let auth: AuthEmulator;
const lines: string[] = [];
const serving = new Map<string, { url: string; child: Child }>();

beforeAll(async () => {
  await ensureBuilt(ROOT, BUILDS.functions);
  [stage, auth] = await Promise.all([heartStage(), startAuthEmulator()]);
});
afterAll(async () => {
  await Promise.all([...serving.values()].map(({ child }) => child.stop()));
  await Promise.all([stage.stop(), auth.stop()]);
});

const environment = () => ({
  GCLOUD_PROJECT: PROJECT,
  FIRESTORE_EMULATOR_HOST: `${stage.server.host}:${stage.server.port}`,
  FIREBASE_AUTH_EMULATOR_HOST: `${auth.host}:${auth.port}`,
  METADATA_SERVER_DETECTION: 'none',
  STRAVA_WEBHOOK_PATH_SECRET: 'an-unguessable-path-secret',
  STRAVA_WEBHOOK_VERIFY_TOKEN: 'a-verify-token-of-ours',
});

/** One function from the bundle, served as it is served in the cloud; once. */
async function serve(target: string): Promise<{ url: string; child: Child }> {
  const already = serving.get(target);
  if (already !== undefined) return already;
  const port = await anyFreePort();
  const child = await startChild({
    name: target,
    script: FRAMEWORK,
    cwd: `${ROOT}functions/dist`,
    args: [`--target=${target}`, '--host=127.0.0.1', `--port=${port}`],
    env: environment(),
    port,
    onLine: (line) => lines.push(line),
  });
  const served = { url: `http://127.0.0.1:${port}`, child };
  serving.set(target, served);
  return served;
}

const deliver = (url: string, document: string) =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/protobuf',
      'ce-specversion': '1.0',
      'ce-id': 'e1',
      'ce-type': 'google.cloud.firestore.document.v1.written',
      'ce-source': `//firestore.googleapis.com/projects/${PROJECT}/databases/(default)`,
      'ce-document': document,
    },
    body: new Uint8Array([10, 0]),
  });

/** Signs up, or in again, with the Auth emulator; the token says who it is. */
async function signIn(email: string, action: 'signUp' | 'signInWithPassword') {
  const address = `http://${auth.host}:${auth.port}/identitytoolkit.googleapis.com/v1/accounts:${action}?key=local`;
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: 'correct horse', returnSecureToken: true }),
  });
  return (await response.json()) as { idToken: string; localId: string };
}

describe('the bundle', () => {
  test.each(manifest.functions.map(({ name, kind }) => ({ name, kind })))(
    '$name answers when the Functions Framework serves it',
    async ({ name, kind }) => {
      const { url } = await serve(name);
      if (kind === 'event') expect((await deliver(url, 'elsewhere/x')).status).toBe(204);
      if (kind === 'http') expect((await fetch(`${url}/elsewhere`)).status).toBe(404);
    },
  );

  test('from sign-up to rescored history: API, events, inbox and the turn of the day', async () => {
    const email = 'anna@example.org';
    const { idToken, localId: uid } = await signIn(email, 'signUp');
    const api = (await serve('api')).url;
    for (const name of ['on-athlete-data', 'on-inbox']) {
      const { url } = await serve(name);
      const entry = manifest.functions.find((one) => one.name === name);
      const documents = entry?.kind === 'event' ? entry.documents : [];
      documents.forEach((document, i) =>
        stage.server.registerTrigger({
          id: `${name}-${i}`,
          eventType: 'google.cloud.firestore.document.v1.written',
          document,
          url,
        }),
      );
    }
    const call = (method: string, path: string, body?: object) =>
      fetch(api + path, {
        method,
        headers: { authorization: `Bearer ${idToken}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });

    expect((await call('POST', '/api/athlete')).status).toBe(200);
    const activities = Array.from({ length: 200 }, (_, i) => ({
      facts: someFacts({ startedAt: new Date(Date.UTC(2024, 5, 1 + i, 6)).toISOString() }),
      fileName: null,
    }));
    const imported = await call('POST', '/api/activities:import', { activities });
    const { results } = (await imported.json()) as { results: { outcome: string }[] };
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(200);

    // The athlete moves their maximum; everything else follows by events.
    await stage.ports.store.transact(async (tx) => {
      const settings = (await tx.get(stored.settings(uid)))!;
      const [set] = settings.thresholds;
      const thresholds: AthleteSettings['thresholds'] = [{ ...set!, maxHr: 195 }];
      tx.set(stored.settings(uid), { ...settings, thresholds });
    });
    await expect
      .poll(async () => (await stage.ports.store.get(stored.inboxItem(`rescore-${uid}`)))?.state, {
        interval: 100,
      })
      .toBe('done');
    const state = await derivedState(stage.ports.store, uid);
    const today = localDay(state.metrics.asOf);
    expect(state).toEqual(await rebuiltState(stage.ports.store, uid, today));
    expect(await stage.ports.store.get(stored.user(uid))).toMatchObject({
      rescore: null,
      appliedSettings: { thresholds: [{ maxHr: 195 }] },
    });

    const turn = await fetch((await serve('recompute-metrics')).url, { method: 'POST' });
    expect(await turn.json()).toMatchObject({ failed: 0, isComplete: true });

    const admin = await adminScript(['grant', email]);
    expect(admin).toContain(`${email} (${uid}) is now admin.`);
    const again = await signIn(email, 'signInWithPassword');
    const claims = JSON.parse(
      Buffer.from(again.idToken.split('.')[1] ?? '', 'base64url').toString('utf8'),
    ) as object;
    expect(claims).toMatchObject({ admin: true });
    expect(await adminScript(['rebuild', uid])).toContain('ledgers repaired: all were right');
    expect(await adminScript(['dead'])).toContain('No dead work.');
    expect(lines.join('\n')).not.toContain(idToken);
  });

  test('every line a function writes about its work is JSON with a severity', () => {
    const written = lines.filter((line) => line.startsWith('{'));
    expect(written.length).toBeGreaterThan(10);
    for (const line of written) {
      expect(JSON.parse(line)).toHaveProperty('severity');
    }
  });
});

/** Runs the operator's script and gives back what it printed. */
function adminScript(args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment() };
    execFile(
      process.execPath,
      [`${ROOT}scripts/admin.ts`, ...args],
      { env },
      (error, stdout, stderr) => {
        if (error === null) resolve(stdout);
        else reject(new Error(stderr || error.message));
      },
    );
  });
}
