import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Firestore } from '@google-cloud/firestore';
import protobuf from 'protobufjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';
import type { Document } from '../src/values/document.ts';
import { decodeDocument } from '../src/values/value-protobuf.ts';

const PREFIX = 'google.cloud.firestore.document.v1.';

interface Received {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

let server: Server;
let url: string;
let received: Received[];
/** Statuses to answer next; 204 when there is none left. */
let answers: number[];
let firestore: RunningFirestore;
let db: Firestore;
let folder: string;

async function connect(options: object): Promise<void> {
  firestore = await startFirestore(options);
  process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
  db = new Firestore({ projectId: 'demo-events' });
}

beforeEach(async () => {
  received = [];
  answers = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  folder = mkdtempSync(join(tmpdir(), 'firestore-events-'));
  await connect({});
});
afterEach(async () => {
  await db.terminate();
  await firestore.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

interface EventData {
  value?: Document;
  oldValue?: Document;
  mask: string[];
}

function eventData(body: Buffer): EventData {
  const reader = protobuf.Reader.create(body);
  const event: EventData = { mask: [] };
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    const end = reader.uint32() + reader.pos;
    if (tag === 10) event.value = decodeDocument(reader, end);
    else if (tag === 18) event.oldValue = decodeDocument(reader, end);
    else {
      while (reader.pos < end) {
        reader.uint32();
        event.mask.push(reader.string());
      }
    }
  }
  return event;
}

const listen = (kind: string, document: string): void =>
  firestore.registerTrigger({ id: `${kind}-${document}`, eventType: PREFIX + kind, document, url });

describe('triggers', () => {
  test('carry the document before and after as the CloudEvent of Eventarc', async () => {
    listen('written', 'users/{uid}/log/{id}');
    const ref = db.doc('users/ann/log/first');
    await ref.set({ n: 1, map: { a: 1, b: 1 } });
    await firestore.eventsDelivered();
    await ref.update({ 'map.a': 2 });
    await firestore.eventsDelivered();
    await ref.delete();
    await firestore.eventsDelivered();
    const [created, updated, deleted] = received.map(({ body }) => eventData(body));
    expect(created?.oldValue).toBeUndefined();
    expect(created?.value?.fields.get('n')).toBe(1n);
    expect(updated?.mask).toEqual(['map.a']);
    expect(updated?.oldValue?.fields.get('map')).toEqual(
      new Map([
        ['a', 1n],
        ['b', 1n],
      ]),
    );
    expect(deleted?.value).toBeUndefined();
    expect(deleted?.oldValue?.name).toBe(
      'projects/demo-events/databases/(default)/documents/users/ann/log/first',
    );
    expect(received[0]?.headers).toMatchObject({
      'content-type': 'application/protobuf',
      'ce-specversion': '1.0',
      'ce-type': `${PREFIX}written`,
      'ce-source': '//firestore.googleapis.com/projects/demo-events/databases/(default)',
      'ce-subject': 'documents/users/ann/log/first',
      'ce-document': 'users/ann/log/first',
      'ce-project': 'demo-events',
      'ce-database': '(default)',
    });
    expect(new Set(received.map((r) => r.headers['ce-id'])).size).toBe(3);
  });

  test('fire for their kind and pattern alone, and not when nothing changed', async () => {
    for (const kind of ['created', 'updated', 'deleted']) listen(kind, 'a/{id}');
    listen('written', 'deep/{rest=**}');
    listen('created', 'a/exact');
    await db.doc('a/one').set({ n: 1 });
    await db.doc('a/one').set({ n: 1 });
    await db.doc('a/one').set({ n: 2 });
    await db.doc('a/one').delete();
    await db.doc('a/one/sub/two').set({});
    await db.doc('b/one').set({});
    await db.doc('deep/x/y/z').set({});
    await firestore.eventsDelivered();
    const seen = received.map(
      ({ headers }) =>
        `${String(headers['ce-type']).replace(PREFIX, '')} ${String(headers['ce-document'])}`,
    );
    expect(seen.sort()).toEqual([
      'created a/one',
      'deleted a/one',
      'updated a/one',
      'written deep/x/y/z',
    ]);
  });

  test('are sent again until they are taken, in the order of one document', async () => {
    listen('written', 'again/{id}');
    answers = [500, 503];
    await db.doc('again/one').set({ n: 1 });
    await db.doc('again/one').set({ n: 2 });
    await firestore.eventsDelivered();
    const numbers = received.map(({ body }) => eventData(body).value?.fields.get('n'));
    expect(numbers).toEqual([1n, 1n, 1n, 2n]);
    expect(received[0]?.headers['ce-id']).toBe(received[2]?.headers['ce-id']);
  });

  test('not yet delivered survive a restart', async () => {
    await db.terminate();
    await firestore.stop();
    await connect({ dataDir: folder });
    listen('written', 'kept/{id}');
    answers = Array.from({ length: 50 }, () => 500);
    await db.doc('kept/one').set({ n: 1 });
    await expect.poll(() => received.length).toBeGreaterThan(0);
    await db.terminate();
    await firestore.stop();
    received = [];
    answers = [];
    await connect({ dataDir: folder });
    await firestore.eventsDelivered();
    expect(received.map(({ headers }) => headers['ce-document'])).toEqual(['kept/one']);
    await db.terminate();
    await firestore.stop();
    await connect({ dataDir: folder });
    await firestore.eventsDelivered();
    expect(received).toHaveLength(1);
  });

  test('are registered and removed over HTTP', async () => {
    const base = `http://127.0.0.1:${firestore.port}/emulator/v1/projects/demo-events`;
    const put = (body: object): Promise<Response> =>
      fetch(`${base}/cloudEventTriggers/one`, { method: 'PUT', body: JSON.stringify(body) });
    expect((await put({ eventType: `${PREFIX}created`, document: 'c/{id}', url })).status).toBe(
      200,
    );
    await db.doc('c/1').set({});
    await firestore.eventsDelivered();
    expect(received).toHaveLength(1);
    expect((await put({ eventType: 'nonsense', document: 'c/{id}', url })).status).toBe(501);
    expect((await put({ eventType: `${PREFIX}created`, document: 'c/{id}' })).status).toBe(400);
    await fetch(`${base}/cloudEventTriggers/one`, { method: 'DELETE' });
    await db.doc('c/2').set({});
    await firestore.eventsDelivered();
    expect(received).toHaveLength(1);
  });
});
