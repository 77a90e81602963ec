import { execFile } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDeploymentManifest } from './deployment-manifest.ts';
import { anyFreePort, freePort } from './free-port.ts';
import { publicAddress, stackPorts } from './stack-plan.ts';

describe('anyFreePort', () => {
  test('gives 150 who ask at once different ports, none that the system lends out', async () => {
    const ports = await Promise.all(Array.from({ length: 150 }, () => anyFreePort()));
    expect(new Set(ports).size).toBe(150);
    expect(Math.max(...ports)).toBeLessThan(32_768);
  });

  test('gives another process none of the range that this one has', async () => {
    const own = await anyFreePort();
    const { href } = new URL('./free-port.ts', import.meta.url);
    // With the same process id it would begin at the same place.
    const script = `const { anyFreePort } = await import(${JSON.stringify(href)});
      Object.defineProperty(process, 'pid', { value: ${process.pid} });
      console.log(await anyFreePort());`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script]);
    expect(Math.floor((Number(stdout) - 10_000) / 70)).not.toBe(Math.floor((own - 10_000) / 70));
  });
});

describe('freePort', () => {
  let holder: Server;
  let held: number;
  beforeAll(async () => {
    held = await anyFreePort();
    holder = createServer();
    await new Promise<void>((listening) => holder.listen(held, '127.0.0.1', listening));
  });
  afterAll(() => holder.close());

  test('goes on to the next when the wanted one is taken', async () => {
    expect(await freePort(held)).toBeGreaterThan(held);
  });

  test('gives nobody a port twice', async () => {
    const taken = new Set<number>();
    const first = await freePort(held, taken);
    expect(await freePort(held, taken)).toBeGreaterThan(first);
  });

  test('a stack whose address is taken opens at the next and says so', async () => {
    const ports = await stackPorts(readDeploymentManifest('functions/deployment.json'), held);
    expect(ports.gateway).toBeGreaterThan(held);
    expect(publicAddress(ports)).toBe(`http://localhost:${ports.gateway}`);
    const all = [ports.firestore, ports.auth, ports.strava, ...Object.values(ports.functions)];
    expect(new Set(all).size).toBe(all.length);
  });
});
