import { createServer } from 'node:net';

const LAST_PORT = 65_535;
const FIRST_OF_ANY = 10_000;
const PLACES = 300;
const PORTS_PER_PLACE = 70;

let place: { lastGiven: number; end: number } | null = null;
/** Those who ask at the same time are served one after another. */
let asking: Promise<unknown> = Promise.resolve();

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1' }, () => server.close(() => resolve(true)));
  });
}

/**
 * Takes a range of ports for this process by listening on its first, for as long as the process
 * lives, so that no other process offers any of them.
 */
async function takePlace(): Promise<{ lastGiven: number; end: number }> {
  for (let i = 0; i < PLACES; i += 1) {
    const first = FIRST_OF_ANY + ((process.pid + i) % PLACES) * PORTS_PER_PLACE;
    const isOurs = await new Promise<boolean>((resolve) => {
      const claim = createServer((socket) => socket.destroy());
      claim.once('error', () => resolve(false));
      claim.listen({ port: first, host: '127.0.0.1' }, () => resolve(true)).unref();
    });
    if (isOurs) return { lastGiven: first, end: first + PORTS_PER_PLACE };
  }
  throw new Error('no range of ports is free');
}

async function nextOfPlace(): Promise<number> {
  for (;;) {
    place ??= await takePlace();
    const port = await freePort(place.lastGiven + 1);
    place.lastGiven = port;
    if (port < place.end) return port;
    place = null;
  }
}

/**
 * Any free loopback port, never the same twice and none that another process is given. It stays below
 * those that the system lends to outgoing connections (from 32768), any of which could take it before
 * it is listened on.
 */
export function anyFreePort(): Promise<number> {
  const next = asking.then(nextOfPlace);
  asking = next.catch(() => undefined);
  return next;
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
