import { join } from 'node:path';
import { databaseUrl } from '../postgres/start-postgres.ts';
import type { DeploymentManifest } from './deployment-manifest.ts';
import { anyFreePort, freePort } from './free-port.ts';
import type { KeptSecrets } from './kept-secrets.ts';
import type { LocalSettings } from './local-settings.ts';

export const PROJECT_ID = 'demo-training-monkey';
const FIRST_PORT = 4600;
/** Settings that say nothing about the functions on this machine. */
const ABOUT_ELSEWHERE = new Set(['PORT', 'GCLOUD_PROJECT', 'PUBLIC_BASE_URL']);
const SANDBOX_CLIENT = { id: '10001', secret: 'sandbox-secret' };

export interface StackPorts {
  gateway: number;
  firestore: number;
  auth: number;
  postgres: number;
  strava: number;
  vite: number;
  /** Where Google's Firestore emulator delivers events; see trigger-relay. */
  relay: number;
  functions: Record<string, number>;
}

/**
 * Chooses every port before anything listens, counting up from the wanted one (0: from anywhere)
 * and taking the next free one where one is taken.
 */
export async function stackPorts(
  manifest: DeploymentManifest,
  wanted: number = FIRST_PORT,
): Promise<StackPorts> {
  const taken = new Set<number>();
  const next = (offset: number) =>
    wanted === 0 ? anyFreePort() : freePort(wanted + offset, taken);
  const ports = {
    gateway: await next(0),
    firestore: await next(1),
    auth: await next(2),
    postgres: await next(3),
    strava: await next(4),
    vite: await next(5),
    relay: await next(6),
    functions: {} as Record<string, number>,
  };
  for (const [index, { name }] of manifest.functions.entries()) {
    ports.functions[name] = await next(10 + index);
  }
  return ports;
}

/** Where the app is opened; `localhost`, because that is the callback domain Strava knows. */
export function publicAddress(ports: StackPorts): string {
  return `http://localhost:${ports.gateway}`;
}

/** True when a person gave the credentials of their own Strava application. */
export function hasRealStrava(settings: LocalSettings): boolean {
  return settings.STRAVA_CLIENT_ID !== undefined && settings.STRAVA_CLIENT_SECRET !== undefined;
}

/** The environment of the functions, with the same names as in the cloud. */
export function functionsEnvironment(
  ports: StackPorts,
  settings: LocalSettings,
  secrets: KeptSecrets,
): Record<string, string> {
  const sandbox = `http://127.0.0.1:${ports.strava}`;
  const given = Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      value === undefined || ABOUT_ELSEWHERE.has(name) ? [] : [[name, String(value)]],
    ),
  );
  const strava = hasRealStrava(settings)
    ? {}
    : {
        STRAVA_API_BASE: `${sandbox}/api/v3`,
        STRAVA_OAUTH_BASE: sandbox,
        STRAVA_CLIENT_ID: SANDBOX_CLIENT.id,
        STRAVA_CLIENT_SECRET: SANDBOX_CLIENT.secret,
      };
  return {
    GCLOUD_PROJECT: PROJECT_ID,
    FIRESTORE_EMULATOR_HOST: `127.0.0.1:${ports.firestore}`,
    FIREBASE_AUTH_EMULATOR_HOST: `127.0.0.1:${ports.auth}`,
    // Google's client would otherwise look for a metadata server at start, for seconds.
    METADATA_SERVER_DETECTION: 'none',
    PUBLIC_BASE_URL: publicAddress(ports),
    DATABASE_URL: databaseUrl(ports.postgres),
    ...secrets,
    ...strava,
    ...given,
  };
}

/** What the web app learns from `/__/firebase/init.json`. */
export function webConfiguration(ports: StackPorts, extras: object): object {
  return {
    projectId: PROJECT_ID,
    apiKey: 'local',
    authDomain: `localhost:${ports.gateway}`,
    emulators: {
      firestore: { host: '127.0.0.1', port: ports.firestore },
      auth: { host: '127.0.0.1', port: ports.auth },
    },
    ...extras,
  };
}

/** Where each part of the stack keeps what it must not forget. */
export function dataFolders(dataDir: string) {
  return {
    firestore: join(dataDir, 'firestore'),
    auth: join(dataDir, 'auth'),
    postgres: join(dataDir, 'postgres'),
    strava: join(dataDir, 'strava'),
    logs: join(dataDir, 'logs'),
  };
}

export const sandboxClient = SANDBOX_CLIENT;
