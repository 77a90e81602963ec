import { setTimeout as pause } from 'node:timers/promises';
import { cloudEvent, http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startFirestore } from '../../local/firestore/src/index.ts';
import {
  firestoreDatabase,
  firestoreStore,
} from '../../functions/src/adapters/firestore/firestore-store.ts';
import { stored } from '../../functions/src/ports/stored.ts';
import { api } from '../../functions/src/handlers/api/api.ts';
import { onInbox } from '../../functions/src/handlers/on-inbox.ts';
import type { Ports } from '../../functions/src/ports/ports.ts';
import type { SandboxAthlete } from '../../local/strava/src/index.ts';
import { stravaWebhookServer } from './strava-webhook-server.ts';
import { stravaWorld } from './strava-world.ts';

const PATIENCE_MS = 120_000;

async function served(name: string): Promise<{ server: Server; url: string }> {
  const server = getTestServer(name);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/**
 * Functions behind the framework's servers, the local Firestore with its triggers over gRPC, and the
 * sandbox. The token of an athlete is their name.
 */
export async function stravaStack(people: readonly SandboxAthlete[]) {
  const firestore = await startFirestore({ port: 0 });
  process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${firestore.port}`;
  const database = firestoreDatabase('demo-strava-stack');
  const world = await stravaWorld({ people, behaviour: { retryAfterMs: [200, 400] } });
  const { ports: memory, sandbox } = world;
  const ports: Ports = { ...memory, store: firestoreStore(database, memory.log) };
  for (const uid of ['anna', 'bert', 'cleo']) {
    memory.signIn(uid, { uid, email: `${uid}@example.org`, isAdmin: false });
  }
  http('strava-stack-api', (request, response) => api(ports, request, response));
  cloudEvent('strava-stack-inbox', (event: unknown) => onInbox(ports, event));
  const front = await served('strava-stack-api');
  const inbox = await served('strava-stack-inbox');
  const webhook = await stravaWebhookServer(ports);
  if (ports.strava !== undefined) ports.strava.publicBaseUrl = front.url;
  firestore.registerTrigger({
    id: 'inbox',
    eventType: 'google.cloud.firestore.document.v1.written',
    document: 'inbox/{id}',
    url: inbox.url,
  });
  await webhook.subscribe();

  const linkOf = async (uid: string) => (await ports.store.get(stored.user(uid)))?.strava ?? null;
  return {
    ports,
    sandbox,
    database,
    webhook,
    url: front.url,
    linkOf,
    /** Lets time pass for everybody but Firestore. */
    pass: memory.pass,
    call: (uid: string, method: string, path: string) =>
      fetch(`${front.url}${path}`, { method, headers: { Authorization: `Bearer ${uid}` } }),
    /** Waits until something holds; triggers take their time. */
    async until(holds: () => Promise<boolean>, what: string): Promise<void> {
      for (let waited = 0; waited < PATIENCE_MS; waited += 50) {
        if (await holds()) return;
        await pause(50);
      }
      throw new Error(`waited in vain until ${what}`);
    },
    async stop() {
      await webhook.stop();
      await world.stop();
      for (const { server } of [front, inbox]) {
        server.close();
        server.closeAllConnections();
      }
      await database.terminate();
      await firestore.stop();
    },
  };
}
export type StravaStack = Awaited<ReturnType<typeof stravaStack>>;

type Database = ReturnType<typeof firestoreDatabase>;

/** Every document of a database as text, by path. */
export async function everything(database: Database): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const visit = async (collections: Awaited<ReturnType<Database['listCollections']>>) => {
    for (const collection of collections) {
      for (const reference of await collection.listDocuments()) {
        const snapshot = await reference.get();
        if (snapshot.exists) found.set(reference.path, JSON.stringify(snapshot.data()));
        await visit(await reference.listCollections());
      }
    }
  };
  await visit(await database.listCollections());
  return found;
}
