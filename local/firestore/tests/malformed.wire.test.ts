import { connect } from 'node:http2';
import type { ClientHttp2Session, IncomingHttpHeaders } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeMessage } from '../src/protocol/message-protobuf.ts';
import { messageShape } from '../src/protocol/message-shapes.ts';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';
import { grpcFrame } from '../src/transports/grpc-frames.ts';

let firestore: RunningFirestore;
let session: ClientHttp2Session;

beforeAll(async () => {
  firestore = await startFirestore();
  session = connect(`http://127.0.0.1:${firestore.port}`);
});
afterAll(async () => {
  session.destroy();
  await firestore.stop();
});

const METHODS = [
  'GetDocument',
  'ListDocuments',
  'CreateDocument',
  'UpdateDocument',
  'DeleteDocument',
  'BatchGetDocuments',
  'BeginTransaction',
  'Commit',
  'Rollback',
  'RunQuery',
  'RunAggregationQuery',
  'PartitionQuery',
  'ListCollectionIds',
  'BatchWrite',
  'Write',
  'Listen',
];

/** Sends raw bytes as the body of a call and resolves with its status and number of answers. */
function call(method: string, body: Uint8Array): Promise<{ status: string; bytes: number }> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ':method': 'POST',
      ':path': `/google.firestore.v1.Firestore/${method}`,
      'content-type': 'application/grpc',
      te: 'trailers',
      authorization: 'Bearer owner',
    });
    let status = 'none';
    let bytes = 0;
    stream.on('trailers', (trailers: IncomingHttpHeaders) => {
      status = String(trailers['grpc-status']);
    });
    stream.on('data', (chunk: Buffer) => (bytes += chunk.length));
    stream.on('error', reject);
    stream.on('close', () => resolve({ status, bytes }));
    stream.end(body);
  });
}

async function isAlive(): Promise<boolean> {
  const request = encodeMessage(messageShape('BatchGetDocumentsRequest'), {
    database: 'projects/p/databases/(default)',
    documents: ['projects/p/databases/(default)/documents/a/b'],
  });
  return (await call('BatchGetDocuments', grpcFrame(request))).status === '0';
}

describe('malformed requests', () => {
  test('random bytes are answered with a status by every method', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...METHODS),
        fc.uint8Array({ maxLength: 60 }),
        async (method, bytes) => {
          const { status } = await call(method, grpcFrame(bytes));
          expect(['0', '3', '5', '12']).toContain(status);
        },
      ),
      { numRuns: 300 },
    );
    expect(await isAlive()).toBe(true);
  });

  test.each<[string, string, object]>([
    ['no database', 'CommitRequest', {}],
    ['a database that is none', 'CommitRequest', { database: 'demo' }],
    [
      'a write without operation',
      'CommitRequest',
      { database: 'projects/p/databases/d', writes: [{}] },
    ],
    [
      'a document in another database',
      'CommitRequest',
      {
        database: 'projects/p/databases/d',
        writes: [{ delete: 'projects/q/databases/d/documents/a/b' }],
      },
    ],
    [
      'a collection as a document',
      'GetDocumentRequest',
      { name: 'projects/p/databases/d/documents/a' },
    ],
    [
      'an unknown transaction',
      'CommitRequest',
      { database: 'projects/p/databases/d', transaction: new Uint8Array([1]) },
    ],
    ['a query without a query', 'RunQueryRequest', { parent: 'projects/p/databases/d/documents' }],
    [
      'a negative limit',
      'RunQueryRequest',
      { parent: 'projects/p/databases/d/documents', structuredQuery: { limit: -1 } },
    ],
    [
      'a faulty field path',
      'RunQueryRequest',
      {
        parent: 'projects/p/databases/d/documents',
        structuredQuery: { orderBy: [{ field: { fieldPath: 'a..b' } }] },
      },
    ],
  ])('%s is an invalid argument', async (_name, type, request) => {
    const bytes = encodeMessage(messageShape(type), request);
    const { status } = await call(type.replace('Request', ''), grpcFrame(bytes));
    expect(status).toBe('3');
  });

  test('unknown methods are unimplemented', async () => {
    expect((await call('ExecutePipeline', grpcFrame(new Uint8Array()))).status).toBe('12');
    expect((await call('Nonsense', grpcFrame(new Uint8Array()))).status).toBe('12');
  });

  test('a compressed, an endless and a cut message are refused', async () => {
    expect((await call('Commit', Buffer.from([1, 0, 0, 0, 0]))).status).toBe('12');
    expect((await call('Commit', Buffer.from([0, 255, 255, 255, 255]))).status).toBe('3');
    expect((await call('Commit', Buffer.from([0, 0, 0, 0, 9, 1]))).status).toBe('3');
    expect(await isAlive()).toBe(true);
  });

  test('garbage on the bare port ends that connection alone', async () => {
    for (const text of [
      '\x16\x03\x01\x02\x00',
      'P',
      'PRI * HTTP/2.0\r\n\r\nXX',
      'GET / HTTP/9\r\n\r\n',
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connectTcp(firestore.port, '127.0.0.1', () => socket.end(text));
        socket.on('error', () => resolve());
        socket.on('close', () => resolve());
        socket.resume();
      });
    }
    expect(await isAlive()).toBe(true);
  });

  test('the preface may arrive byte by byte', async () => {
    const answer = await new Promise<string>((resolve) => {
      const socket = connectTcp(firestore.port, '127.0.0.1');
      socket.setNoDelay(true);
      let text = '';
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        socket.destroy();
        resolve(text);
      });
      const send = (rest: string): void => {
        socket.write(rest.slice(0, 1), () => {
          if (rest.length > 1) setImmediate(() => send(rest.slice(1)));
        });
      };
      send('PUT / HTTP/1.1\r\nHost: a\r\n\r\n');
    });
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
  });

  test('HTTP nonsense gets an HTTP status', async () => {
    const url = `http://127.0.0.1:${firestore.port}`;
    const status = async (path: string, init?: RequestInit): Promise<number> =>
      (await fetch(`${url}${path}`, init)).status;
    expect(await status('/')).toBe(200);
    expect(await status('/nowhere')).toBe(404);
    expect(
      await status('/v1/projects/p/databases/d/documents:commit', { method: 'POST', body: '{' }),
    ).toBe(400);
    expect(await status('/v1/projects/p/databases/d/documents/a/%E0%A4%A', { method: 'GET' })).toBe(
      400,
    );
    expect(
      await status('/emulator/v1/projects/p:securityRules', { method: 'PUT', body: '[]' }),
    ).toBe(400);
    expect(await status('/google.firestore.v1.Firestore/Listen/channel?SID=none&RID=rpc')).toBe(
      400,
    );
    const auth = { headers: { authorization: 'Bearer nonsense' } };
    expect(await status('/v1/projects/p/databases/d/documents/a/b', auth)).toBe(401);
  });
});
