// Runs inside the browser: the web SDK behind a few verbs that a test can call by name.
import { initializeApp } from 'firebase/app';
import {
  collection,
  connectFirestoreEmulator,
  disableNetwork,
  doc,
  enableNetwork,
  getCountFromServer,
  getDoc,
  getDocs,
  increment,
  initializeFirestore,
  limit,
  memoryLocalCache,
  onSnapshot,
  orderBy,
  persistentLocalCache,
  persistentMultipleTabManager,
  query,
  runTransaction,
  setDoc,
  updateDoc,
} from 'firebase/firestore';
import type { DocumentData, Firestore } from 'firebase/firestore';

let database: Firestore | null = null;
const seen: Record<string, unknown[]> = {};

function db(): Firestore {
  if (!database) throw new Error('open the database first');
  return database;
}

function note(label: string, what: unknown): void {
  (seen[label] ??= []).push(what);
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? String(error);

const verbs = {
  open(
    port: number,
    options: { persistent?: boolean; longPolling?: boolean; user?: string },
  ): void {
    const app = initializeApp({ projectId: 'demo-browser', apiKey: 'none' });
    database = initializeFirestore(app, {
      localCache: options.persistent
        ? persistentLocalCache({ tabManager: persistentMultipleTabManager() })
        : memoryLocalCache(),
      experimentalForceLongPolling: options.longPolling === true,
    });
    const user = options.user === undefined ? {} : { mockUserToken: { sub: options.user } };
    connectFirestoreEmulator(database, '127.0.0.1', port, user);
  },
  async get(path: string): Promise<DocumentData | null> {
    return (await getDoc(doc(db(), path))).data() ?? null;
  },
  async set(path: string, data: DocumentData): Promise<string> {
    return setDoc(doc(db(), path), data).then(() => 'ok', codeOf);
  },
  async list(path: string): Promise<string[] | string> {
    return getDocs(query(collection(db(), path))).then((s) => s.docs.map((d) => d.id), codeOf);
  },
  async count(path: string): Promise<number> {
    return (await getCountFromServer(collection(db(), path))).data().count;
  },
  listen(label: string, path: string): void {
    onSnapshot(
      doc(db(), path),
      (snapshot) => note(label, snapshot.data() ?? null),
      (error) => note(label, error.code),
    );
  },
  listenFirst(label: string, path: string, field: string, size: number): void {
    onSnapshot(
      query(collection(db(), path), orderBy(field), limit(size)),
      (snapshot) => note(label, snapshot.docs.map((d) => d.id).join(' ')),
      (error) => note(label, error.code),
    );
  },
  seen: (label: string): unknown[] => seen[label] ?? [],
  last: (label: string): unknown => seen[label]?.at(-1),
  /** Sends increments without waiting in between, as an impatient person does. */
  async hurry(path: string, times: number): Promise<void> {
    const one = (): Promise<void> => updateDoc(doc(db(), path), { n: increment(1) });
    await Promise.all(Array.from({ length: times }, one));
  },
  async addInTransaction(path: string, field: string): Promise<void> {
    await runTransaction(db(), async (transaction) => {
      const reference = doc(db(), path);
      const before = await transaction.get(reference);
      const value = Number(before.get(field) ?? 0);
      transaction.set(reference, { [field]: value + 1 }, { merge: true });
    });
  },
  offline: (): Promise<void> => disableNetwork(db()),
  online: (): Promise<void> => enableNetwork(db()),
};

export type PageVerbs = typeof verbs;

Object.assign(globalThis, { firestorePage: verbs });
