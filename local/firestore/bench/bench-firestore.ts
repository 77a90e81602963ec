// How fast the local Firestore answers one client process over gRPC.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeMessage } from '../src/protocol/message-protobuf.ts';
import { messageShape } from '../src/protocol/message-shapes.ts';
import { Document } from '../src/values/document.ts';
import type { Bill } from '../src/index.ts';
import { GrpcClient } from './grpc-client.ts';

const DATABASE = 'projects/demo-bench/databases/(default)';
const SECONDS = 4;
const IN_FLIGHT = 128;
const DOCUMENTS = 1000;
const LISTENERS = 1000;
const NAMES_PER_READ = 20;

const COMMIT = messageShape('CommitRequest');
const BATCH_GET = messageShape('BatchGetDocumentsRequest');
const nameOf = (i: number): string => `${DATABASE}/documents/bench/d${i % DOCUMENTS}`;

function commitBytes(i: number): Uint8Array {
  const fields = new Map<string, string | bigint | number>([
    ['title', `Morning run ${i}`],
    ['seconds', BigInt(3600 + i)],
    ['miles', 6.21 + i],
  ]);
  const update = new Document(nameOf(i), fields);
  return encodeMessage(COMMIT, { database: DATABASE, writes: [{ update }] });
}

const readBytes = (i: number, names: number): Uint8Array =>
  encodeMessage(BATCH_GET, {
    database: DATABASE,
    documents: Array.from({ length: names }, (_, n) => nameOf(i * names + n)),
  });

/** Keeps a number of calls in flight for some seconds; returns calls per second. */
async function rate(
  client: GrpcClient,
  method: string,
  request: (i: number) => Uint8Array,
): Promise<number> {
  let i = 0;
  let done = 0;
  const start = performance.now();
  const end = start + SECONDS * 1000;
  async function worker(): Promise<void> {
    while (performance.now() < end) {
      i += 1;
      await client.call(method, request(i));
      done += 1;
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return Math.round((done * 1000) / (performance.now() - start));
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Milliseconds from sending a commit to the listener's snapshot, one commit at a time. */
async function listenerLatency(client: GrpcClient): Promise<number> {
  let wake: () => void = () => undefined;
  const snapshot = (): Promise<void> => new Promise((resolve) => (wake = resolve));
  const first = snapshot();
  client.listen(nameOf(0), () => wake());
  await first;
  const latencies: number[] = [];
  for (let i = 0; i < 300; i += 1) {
    const next = snapshot();
    const start = performance.now();
    const commit = client.call('Commit', commitBytes(DOCUMENTS * (i + 1)));
    await Promise.all([commit, next]);
    latencies.push(performance.now() - start);
  }
  return median(latencies);
}

interface FanOut {
  evaluations: number;
  medianMs: number;
}

async function fanOut(client: GrpcClient, bill: () => Promise<Bill>): Promise<FanOut> {
  let heard = 0;
  let wake: () => void = () => undefined;
  const everybody = (): Promise<void> => {
    heard = 0;
    return new Promise((resolve) => (wake = resolve));
  };
  const first = everybody();
  for (let i = 0; i < LISTENERS; i += 1) {
    client.listen(nameOf(1), () => {
      heard += 1;
      if (heard === LISTENERS) wake();
    });
  }
  await first;
  const before = (await bill()).listenEvaluations;
  const times: number[] = [];
  for (let i = 1; i <= 10; i += 1) {
    const all = everybody();
    const start = performance.now();
    await client.call('Commit', commitBytes(1 + DOCUMENTS * (1000 + i)));
    await all;
    times.push(performance.now() - start);
  }
  return {
    evaluations: ((await bill()).listenEvaluations - before) / 10,
    medianMs: rounded(median(times)),
  };
}

async function startServer(args: string[]): Promise<{ child: ChildProcess; port: number }> {
  const main = new URL('../src/main.ts', import.meta.url);
  const child = fork(main, ['--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const line = await new Promise<string>((resolve) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
  });
  return { child, port: Number(/:(\d+)\s*$/.exec(line.trim())?.[1]) };
}

async function withServer<T>(args: string[], use: (port: number) => Promise<T>): Promise<T> {
  const { child, port } = await startServer(args);
  try {
    return await use(port);
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
}

async function measureCommits(port: number): Promise<number> {
  const client = new GrpcClient(port);
  await rate(client, 'Commit', commitBytes);
  const result = await rate(client, 'Commit', commitBytes);
  client.close();
  return result;
}

export default async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'firestore-bench-'));
  const commitsPerSecondOnDisk = await withServer(['--data', folder], measureCommits);
  rmSync(folder, { recursive: true });
  const result = await withServer([], async (port) => {
    const bill = async (): Promise<Bill> => {
      const url = `http://127.0.0.1:${port}/emulator/v1/projects/demo-bench:billing`;
      return (await (await fetch(url)).json()) as Bill;
    };
    const commitsPerSecond = await measureCommits(port);
    const client = new GrpcClient(port);
    const single = await rate(client, 'BatchGetDocuments', (i) => readBytes(i, 1));
    const batched = await rate(client, 'BatchGetDocuments', (i) => readBytes(i, NAMES_PER_READ));
    const listenerLatencyMs = rounded(await listenerLatency(client));
    const listeners = await fanOut(client, bill);
    client.close();
    return {
      commitsPerSecond,
      commitsPerSecondOnDisk,
      pointReadsPerSecond: batched * NAMES_PER_READ,
      pointReadsPerSecondOnePerCall: single,
      namesPerRead: NAMES_PER_READ,
      listenerLatencyMs,
      listeners: LISTENERS,
      evaluationsPerCommit: listeners.evaluations,
      allListenersToldMs: listeners.medianMs,
    };
  });
  console.log(
    JSON.stringify({
      bench: 'firestore',
      cores: availableParallelism(),
      ...result,
      targets: {
        commitsPerSecond: 3000,
        pointReadsPerSecond: 20_000,
        listenerLatencyMs: 10,
        evaluationsPerCommit: 1,
      },
    }),
  );
}
