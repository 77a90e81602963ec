import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDeploymentManifest } from './deployment-manifest.ts';
import { anyFreePort, freePort } from './free-port.ts';
import { publicAddress, stackPorts } from './stack-plan.ts';

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
