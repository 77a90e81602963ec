import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GrpcClient } from '../bench/grpc-client.ts';
import { decodeMessage, encodeMessage } from '../src/protocol/message-protobuf.ts';
import { messageShape } from '../src/protocol/message-shapes.ts';
import { startFirestore } from '../src/index.ts';
import { Document } from '../src/values/document.ts';

const DATABASE = 'projects/demo-kill/databases/(default)';
const KILLS = 50;
const DOCUMENTS = 40;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'firestore-kill-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const nameOf = (side: 'left' | 'right', i: number): string => `${DATABASE}/documents/${side}/d${i}`;

/** Loads a server ahead of its turn; it opens the data only when it starts. */
const loadServer = (): ChildProcess =>
  fork(new URL('durability-server.ts', import.meta.url), [folder], { execArgv: [] });

function start(child: ChildProcess): Promise<number> {
  child.send('start');
  return new Promise((resolve) => child.once('message', resolve));
}

/** Writes the same number to both halves of a pair. */
const commitPair = (client: GrpcClient, i: number, n: number): Promise<Uint8Array[]> =>
  client.call(
    'Commit',
    encodeMessage(messageShape('CommitRequest'), {
      database: DATABASE,
      writes: (['left', 'right'] as const).map((side) => ({
        update: new Document(nameOf(side, i), new Map([['n', BigInt(n)]])),
      })),
    }),
  );

async function readNumbers(client: GrpcClient, side: 'left' | 'right'): Promise<number[]> {
  const documents = Array.from({ length: DOCUMENTS }, (_, i) => nameOf(side, i));
  const request = { database: DATABASE, documents };
  const bytes = encodeMessage(messageShape('BatchGetDocumentsRequest'), request);
  const answers = await client.call('BatchGetDocuments', bytes);
  return answers.map((answer) => {
    const { found } = decodeMessage<{ found?: Document }>(
      messageShape('BatchGetDocumentsResponse'),
      answer,
    );
    return Number(found?.fields.get('n') ?? 0);
  });
}

describe('with a data folder', () => {
  test('50 times killed amid commits, every acknowledged one is there and none is half done', async () => {
    const acknowledged = Array.from({ length: DOCUMENTS }, () => 0);
    let n = 0;
    let total = 0;
    let next = loadServer();
    for (let round = 0; round <= KILLS; round += 1) {
      const child = next;
      next = loadServer();
      const client = new GrpcClient(await start(child));
      const [left, right] = [await readNumbers(client, 'left'), await readNumbers(client, 'right')];
      expect(left).toEqual(right);
      for (const [i, seen] of left.entries()) {
        expect(seen).toBeGreaterThanOrEqual(acknowledged[i] ?? 0);
        acknowledged[i] = seen;
      }
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (round === KILLS) {
        client.close();
        child.kill('SIGKILL');
        next.kill('SIGKILL');
        await gone;
        break;
      }
      // A different amount of work before each kill, without a clock.
      const target = total + 20 + round * 7;
      let enough: () => void = () => undefined;
      const worked = new Promise<void>((resolve) => (enough = resolve));
      let alive = true;
      const stream = async (i: number): Promise<void> => {
        while (alive) {
          n += 1;
          const mine = n;
          const answered = await commitPair(client, i, mine).then(
            () => true,
            () => false,
          );
          if (!answered) return;
          total += 1;
          acknowledged[i] = mine;
          if (total >= target) enough();
        }
      };
      const streams = Array.from({ length: DOCUMENTS }, (_, i) => stream(i));
      await Promise.race([worked, Promise.all(streams)]);
      child.kill('SIGKILL');
      await gone;
      alive = false;
      client.close();
      await Promise.all(streams);
    }
    expect(total).toBeGreaterThan(KILLS * 20);
  }, 300_000);

  test('time goes on where it stood, and deleted documents stay deleted', async () => {
    const dataDir = join(folder, 'restart');
    const versions: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      const firestore = await startFirestore({ dataDir });
      const client = new GrpcClient(firestore.port);
      const [left] = await readNumbers(client, 'left');
      expect(left).toBe(0);
      const [answer] = await commitPair(client, 0, 1);
      const shape = messageShape('CommitResponse');
      const { commitTime } = decodeMessage<{ commitTime: { toMicros(): number } }>(
        shape,
        answer ?? new Uint8Array(),
      );
      versions.push(commitTime.toMicros());
      const remove = {
        database: DATABASE,
        writes: [{ delete: nameOf('left', 0) }, { delete: nameOf('right', 0) }],
      };
      await client.call('Commit', encodeMessage(messageShape('CommitRequest'), remove));
      client.close();
      await firestore.stop();
    }
    expect([...versions].sort((a, b) => a - b)).toEqual(versions);
    expect(new Set(versions).size).toBe(3);
  });
});
