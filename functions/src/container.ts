import { randomUUID } from 'node:crypto';
import { readConfiguration } from './configuration.ts';
import type { Ports } from './ports/ports.ts';
import { readStravaConfiguration } from './strava-configuration.ts';
import { writeLogLine } from './write-log-line.ts';

let ports: Promise<Ports> | null = null;

/** The adapters, built on first use and once an instance, so that a start costs nothing it need not. */
export function productionPorts(): Promise<Ports> {
  ports ??= buildPorts();
  return ports;
}

async function buildPorts(): Promise<Ports> {
  const { projectId } = readConfiguration(process.env);
  const strava = readStravaConfiguration(process.env);
  const [{ firestoreDatabase, firestoreStore }, { firebaseAuth, firebaseIdentities }] =
    await Promise.all([
      import('./adapters/firestore/firestore-store.ts'),
      import('./adapters/auth/firebase-identities.ts'),
    ]);
  const stravaModule = strava && (await import('./adapters/strava/strava-access.ts'));
  return {
    store: firestoreStore(firestoreDatabase(projectId), writeLogLine),
    identities: firebaseIdentities(firebaseAuth(projectId)),
    now: () => new Date(),
    chance: Math.random,
    uniqueId: randomUUID,
    log: writeLogLine,
    strava: strava && stravaModule ? stravaModule.stravaAccess(strava) : undefined,
  };
}
