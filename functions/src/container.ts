import { randomUUID } from 'node:crypto';
import { readCoachConfiguration } from './coach-configuration.ts';
import { readConfiguration } from './configuration.ts';
import { cryptoChance } from './crypto-chance.ts';
import type { Ports } from './ports/ports.ts';
import { readStravaConfiguration } from './strava-configuration.ts';
import { markingStore } from './use-cases/export/marking-store.ts';
import { writeLogLine } from './write-log-line.ts';

let ports: Promise<Ports> | null = null;

/** The adapters, built on first use and once an instance, so that a start costs nothing it need not. */
export function productionPorts(): Promise<Ports> {
  ports ??= buildPorts();
  return ports;
}

async function buildPorts(): Promise<Ports> {
  const { projectId, databaseUrl } = readConfiguration(process.env);
  const strava = readStravaConfiguration(process.env);
  const coach = readCoachConfiguration(process.env);
  const [
    { firestoreDatabase, firestoreSnapshots, firestoreStore },
    { firebaseAuth, firebaseIdentities },
  ] = await Promise.all([
    import('./adapters/firestore/firestore-store.ts'),
    import('./adapters/auth/firebase-identities.ts'),
  ]);
  const stravaModule = strava && (await import('./adapters/strava/strava-access.ts'));
  const coachModule = coach && (await import('./adapters/anthropic/coach-access.ts'));
  const database = firestoreDatabase(projectId);
  const store = firestoreStore(database, writeLogLine);
  const mirror =
    databaseUrl === null
      ? null
      : (await import('./adapters/postgres/postgres-mirror.ts')).postgresMirror(databaseUrl);
  return {
    store: markingStore(store),
    identities: firebaseIdentities(firebaseAuth(projectId)),
    now: () => new Date(),
    chance: () => cryptoChance(),
    uniqueId: randomUUID,
    log: writeLogLine,
    mirroring: mirror
      ? { mirror, snapshots: firestoreSnapshots(database, writeLogLine), unmarked: store }
      : undefined,
    strava: strava && stravaModule ? stravaModule.stravaAccess(strava) : undefined,
    coach: coach && coachModule ? coachModule.coachAccess(coach, writeLogLine) : undefined,
  };
}
