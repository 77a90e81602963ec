import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChild, type Child } from '../runner/start-child.ts';
import { anyFreePort } from '../runner/free-port.ts';
import { startAuthEmulator } from './start-auth-emulator.ts';

const PASSWORD = 'correct horse';
const dataDir = mkdtempSync(join(tmpdir(), 'training-monkey-auth-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function call(port: number, method: string, body: object) {
  const answer = await fetch(
    `http://127.0.0.1:${port}/identitytoolkit.googleapis.com/v1/accounts:${method}?key=local`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    },
  );
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

describe('startAuthEmulator', () => {
  let port: number;
  let child: Child;
  const start = () =>
    startChild({
      name: 'Auth emulator',
      script: fileURLToPath(new URL('./main.ts', import.meta.url)),
      args: ['--port', String(port), '--data', dataDir],
      port,
    });
  beforeAll(async () => {
    port = await anyFreePort();
    child = await start();
  });
  afterAll(() => child.stop());

  test('an account survives kill -9 right after its creation was answered', async () => {
    const account = { email: 'ada@example.com', password: PASSWORD, returnSecureToken: true };
    const created = await call(port, 'signUp', account);
    expect(created.status).toBe(200);
    child.process.kill('SIGKILL');
    await child.ended;

    child = await start();
    const again = await call(port, 'signInWithPassword', account);
    expect(again.status).toBe(200);
    expect(again.body.localId).toBe(created.body.localId);
    // A browser that was signed in before the crash stays signed in.
    const looked = await call(port, 'lookup', { idToken: created.body.idToken });
    expect(looked.status).toBe(200);
  });

  test('a second emulator without a folder starts empty and leaves nothing', async () => {
    const other = await startAuthEmulator();
    const account = { email: 'ada@example.com', password: PASSWORD };
    expect((await call(other.port, 'signInWithPassword', account)).status).toBe(400);
    await other.stop();
    await expect(fetch(`http://127.0.0.1:${other.port}/`)).rejects.toThrow();
  });
});
