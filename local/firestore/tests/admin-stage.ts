import { Firestore } from '@google-cloud/firestore';
import { afterAll, beforeEach } from 'vitest';
import { startFirestore } from '../src/index.ts';
import type { RunningFirestore } from '../src/index.ts';

export interface AdminStage {
  readonly firestore: RunningFirestore;
  /** The admin SDK, connected. */
  readonly db: Firestore;
  /** Deletes every document, as tools do. */
  readonly clear: () => Promise<unknown>;
}

/** A server for one test file, empty before each test and stopped after the last. */
export async function adminStage(projectId: string): Promise<AdminStage> {
  const firestore = await startFirestore();
  process.env.FIRESTORE_EMULATOR_HOST = `127.0.0.1:${firestore.port}`;
  const db = new Firestore({ projectId });
  const base = `http://127.0.0.1:${firestore.port}/emulator/v1/projects/${projectId}`;
  const clear = () => fetch(`${base}/databases/(default)/documents`, { method: 'DELETE' });
  beforeEach(async () => {
    await clear();
  });
  afterAll(async () => {
    await db.terminate();
    await firestore.stop();
  });
  return { firestore, db, clear };
}

/** The gRPC code that work fails with. */
export const codeOf = (work: Promise<unknown>): Promise<number | string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (error as { code: number }).code,
  );
