import { readFile } from 'node:fs/promises';
import { initializeTestEnvironment } from '@firebase/rules-unit-testing';
import { setLogLevel, type Firestore } from 'firebase/firestore';
import { firestoreDatabase } from '../../functions/src/adapters/firestore/firestore-store.ts';
import { startFirestore } from '../../local/firestore/src/index.ts';

export const PEOPLE = ['owner', 'other', 'nobody', 'admin'] as const;
export type Person = (typeof PEOPLE)[number];

export interface RulesStage {
  /** The database as one person sees it: `owner` is anna, `other` bert. */
  as: Record<Person, Firestore>;
  /** Puts a document there, or takes it away, past the rules. */
  arrange: (path: string, document: object | null) => Promise<void>;
  /** Where the database listens. */
  host: string;
  port: number;
  stop: () => Promise<void>;
}

/** The real rules on the local Firestore, with four people in front of it. */
export async function rulesStage(): Promise<RulesStage> {
  setLogLevel('silent');
  const rules = await readFile(new URL('../../firestore.rules', import.meta.url), 'utf8');
  const server = await startFirestore();
  const environment = await initializeTestEnvironment({
    projectId: 'demo-training-monkey',
    firestore: { rules, host: server.host, port: server.port },
  });
  // With rules off by its nature, and without a new app for each document.
  process.env['FIRESTORE_EMULATOR_HOST'] = `${server.host}:${server.port}`;
  const database = firestoreDatabase('demo-training-monkey');
  const seenBy = (uid: string, claims = {}) =>
    environment.authenticatedContext(uid, claims).firestore() as unknown as Firestore;
  return {
    host: server.host,
    port: server.port,
    as: {
      owner: seenBy('anna'),
      other: seenBy('bert'),
      admin: seenBy('chef', { admin: true }),
      nobody: environment.unauthenticatedContext().firestore() as unknown as Firestore,
    },
    arrange: async (path, document) => {
      const ref = database.doc(path);
      await (document === null ? ref.delete() : ref.set(document));
    },
    stop: async () => {
      await database.terminate();
      await environment.cleanup();
      await server.stop();
    },
  };
}
