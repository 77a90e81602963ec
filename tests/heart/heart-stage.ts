import { readFile } from 'node:fs/promises';
import { startFirestore, type RunningFirestore } from '../../local/firestore/src/index.ts';
import {
  firestoreDatabase,
  firestoreStore,
} from '../../functions/src/adapters/firestore/firestore-store.ts';
import type { Ports } from '../../functions/src/ports/ports.ts';
import { memoryPorts } from '../../functions/src/testing/memory-ports.ts';

export interface HeartStage {
  /** Everything in memory but the store, which is the local Firestore over gRPC. */
  ports: Ports;
  server: RunningFirestore;
  setNow: (iso: string) => void;
  /** What the functions' side was billed while something ran. */
  billOf: (
    run: () => Promise<unknown>,
  ) => Promise<{ reads: number; writes: number; deletes: number }>;
  stop: () => Promise<void>;
}

const fileAt = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The heart on the local Firestore with the real rules and indexes. */
export async function heartStage(): Promise<HeartStage> {
  const server = await startFirestore({
    rules: await fileAt('firestore.rules'),
    indexes: await fileAt('firestore.indexes.json'),
    requireIndexes: true,
  });
  process.env['FIRESTORE_EMULATOR_HOST'] = `${server.host}:${server.port}`;
  const inMemory = memoryPorts();
  const database = firestoreDatabase('demo-training-monkey');
  const ports = { ...inMemory, store: firestoreStore(database, inMemory.log) };
  return {
    ports,
    server,
    setNow: inMemory.setNow,
    billOf: async (run) => {
      server.resetCounts();
      await run();
      return server.counts().admin;
    },
    stop: async () => {
      await database.terminate();
      await server.stop();
    },
  };
}
