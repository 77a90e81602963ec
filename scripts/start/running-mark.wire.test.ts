import { createServer, type Server } from 'node:http';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyFreePort } from '../../local/runner/free-port.ts';
import { alreadyRunning, markRunning, unmarkRunning } from './running-mark.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'training-monkey-mark-'));
let gateway: Server;
let address: string;

beforeAll(async () => {
  const port = await anyFreePort();
  address = `http://127.0.0.1:${port}`;
  gateway = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((listening) => gateway.listen(port, '127.0.0.1', listening));
});
afterAll(() => {
  gateway.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('alreadyRunning', () => {
  test('finds who runs on the folder, until they leave', async () => {
    expect(await alreadyRunning(dataDir)).toBeNull();
    markRunning(dataDir, null);
    expect(await alreadyRunning(dataDir)).toEqual({ pid: process.pid, address: null });
    markRunning(dataDir, address);
    expect(await alreadyRunning(dataDir)).toEqual({ pid: process.pid, address });
    unmarkRunning(dataDir);
    expect(await alreadyRunning(dataDir)).toBeNull();
  });

  test('a start that never came to its end does not stand in the way for ever', async () => {
    markRunning(dataDir, null);
    const tenMinutesAgo = Date.now() / 1000 - 600;
    utimesSync(join(dataDir, 'running.json'), tenMinutesAgo, tenMinutesAgo);
    expect(await alreadyRunning(dataDir)).toBeNull();
  });

  test.each([
    ['a process that is gone', { pid: 2 ** 22 + 1, address: 'unused' }],
    [
      'a process id that is somebody else’s by now',
      { pid: process.pid, address: 'http://127.0.0.1:9' },
    ],
    ['a damaged mark', 'not a mark'],
  ])('%s does not stand in the way', async (_claim, left) => {
    writeFileSync(join(dataDir, 'running.json'), JSON.stringify(left));
    expect(await alreadyRunning(dataDir)).toBeNull();
  });
});
