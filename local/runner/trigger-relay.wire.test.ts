import { createServer, type IncomingHttpHeaders } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyFreePort } from './free-port.ts';
import { registerRelayedTriggers, registerTriggers, type Trigger } from './register-triggers.ts';
import { startChild, type Child } from './start-child.ts';
import { startTriggerRelay } from './trigger-relay.ts';

const PROJECT = 'demo-relay';
const events: { headers: IncomingHttpHeaders; body: Buffer }[] = [];
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    events.push({ headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(204).end();
  });
});
let firestore: Child;
let firestorePort: number;
let relay: { stop: () => Promise<void> };
let trigger: Trigger;

beforeAll(async () => {
  const receiverPort = await anyFreePort();
  await new Promise<void>((listening) => receiver.listen(receiverPort, '127.0.0.1', listening));
  trigger = {
    id: 'on-thing-0',
    eventType: 'google.cloud.firestore.document.v1.written',
    document: 'things/{id}',
    url: `http://127.0.0.1:${receiverPort}/`,
  };
  const relayPort = await anyFreePort();
  relay = await startTriggerRelay(relayPort, [trigger]);
  firestorePort = await anyFreePort();
  firestore = await startChild({
    name: 'Firestore',
    script: fileURLToPath(new URL('../firestore/src/main.ts', import.meta.url)),
    args: [
      ...['--port', String(firestorePort), '--project', PROJECT],
      ...['--functions_emulator', `127.0.0.1:${relayPort}`],
    ],
    port: firestorePort,
  });
});
afterAll(async () => {
  await firestore.stop();
  await relay.stop();
  receiver.close();
});

async function written(id: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  events.length = 0;
  const answer = await fetch(
    `http://127.0.0.1:${firestorePort}/v1/projects/${PROJECT}/databases/(default)/documents/things?documentId=${id}`,
    {
      method: 'POST',
      headers: { authorization: 'Bearer owner', 'content-type': 'application/json' },
      body: JSON.stringify({ fields: { name: { stringValue: `thing ${id}` } } }),
    },
  );
  expect(answer.status).toBe(200);
  await expect.poll(() => events.length).toBe(1);
  return events[0] as (typeof events)[number];
}

describe('startTriggerRelay', () => {
  test('turns what an emulator sends to firebase-tools into what Eventarc sends to a function', async () => {
    await registerRelayedTriggers(firestorePort, PROJECT, [trigger]);
    const relayed = await written('one');
    expect(relayed.headers['ce-document']).toBe('things/one');
    expect(relayed.headers['content-type']).toBe('application/protobuf');

    // The same trigger without the relay delivers the same kind of bytes.
    await registerTriggers(firestorePort, PROJECT, [trigger]);
    const direct = await written('two');
    expect(direct.headers['ce-type']).toBe(relayed.headers['ce-type']);
    expect(relayed.body.includes('thing one')).toBe(true);
    expect(direct.body.includes('thing two')).toBe(true);
  });
});
