import { createServer } from 'node:net';

const LAST_PORT = 65_535;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

/** Any free loopback port, chosen by the system. */
export function anyFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === 'object') resolve(address.port);
        else reject(new Error('the system gave no port'));
      });
    });
  });
}

/**
 * The wanted loopback port, or the next free one above it. A port in `taken` counts as occupied,
 * so that several parts can choose theirs before any of them listens.
 */
export async function freePort(wanted: number, taken: Set<number> = new Set()): Promise<number> {
  for (let port = wanted; port <= LAST_PORT; port += 1) {
    if (taken.has(port) || !(await isFree(port))) continue;
    taken.add(port);
    return port;
  }
  throw new Error(`no port from ${wanted} upwards is free`);
}
