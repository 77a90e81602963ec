import { createServer } from 'node:net';

const LAST_PORT = 65_535;
const FIRST_OF_ANY = 10_000;
const PROCESS_PLACES = 300;
const PORTS_PER_PROCESS = 70;

let lastGiven = FIRST_OF_ANY + (process.pid % PROCESS_PLACES) * PORTS_PER_PROCESS;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

/**
 * Any free loopback port, never the same twice. It stays below those that the system lends to
 * outgoing connections (from 32768), any of which could take it before it is listened on; and
 * processes begin at places of their own, so that several at a time seldom ask for the same.
 */
export async function anyFreePort(): Promise<number> {
  lastGiven = await freePort(lastGiven + 1);
  return lastGiven;
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
