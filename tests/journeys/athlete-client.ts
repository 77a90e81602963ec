import { initializeApp, deleteApp } from 'firebase/app';
import {
  connectAuthEmulator,
  createUserWithEmailAndPassword,
  getAuth,
  signInWithEmailAndPassword,
} from 'firebase/auth';
import {
  collection,
  connectFirestoreEmulator,
  doc,
  getDoc,
  documentId,
  getDocs,
  getFirestore,
  limit,
  orderBy,
  query,
  startAfter,
  type QueryDocumentSnapshot,
} from 'firebase/firestore';
import {
  activityDocument,
  athleteSettingsDocument,
  ledgerDocument,
  type ActivityDocument,
  type ActivityFacts,
  type AthleteSettings,
  type Ledger,
} from '@training-monkey/training';
import { z } from 'zod';

const address = z.object({ host: z.string(), port: z.number() });
const configuration = z.object({
  projectId: z.string(),
  apiKey: z.string(),
  emulators: z.object({ firestore: address, auth: address }),
});

/** As many as the rules let one query have. */
const PAGE = 200;

export interface AthleteClient {
  importBatch: (activities: ActivityFacts[]) => Promise<Response>;
  activities: () => Promise<Map<string, ActivityDocument>>;
  ledgers: () => Promise<Ledger[]>;
  settings: () => Promise<AthleteSettings>;
  close: () => Promise<void>;
}

/** An athlete at the running app through the real web SDKs, under the rules, without a browser. */
export async function athleteClient(
  app: string,
  login: { email: string; password: string },
  mode: 'sign-up' | 'sign-in',
): Promise<AthleteClient> {
  const { projectId, apiKey, emulators } = configuration.parse(
    await (await fetch(`${app}/__/firebase/init.json`)).json(),
  );
  const firebase = initializeApp({ projectId, apiKey }, `${login.email} ${performance.now()}`);
  const auth = getAuth(firebase);
  const { host, port } = emulators.auth;
  connectAuthEmulator(auth, `http://${host}:${port}`, { disableWarnings: true });
  const firestore = getFirestore(firebase);
  connectFirestoreEmulator(firestore, emulators.firestore.host, emulators.firestore.port);
  const enter = mode === 'sign-up' ? createUserWithEmailAndPassword : signInWithEmailAndPassword;
  const { user } = await enter(auth, login.email, login.password);
  const post = async (path: string, body: unknown) =>
    fetch(`${app}${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await user.getIdToken()}`,
        'content-type': 'application/json',
        'x-time-zone': 'Europe/Berlin',
      },
      body: JSON.stringify(body),
    });
  const own = `users/${user.uid}`;
  const all = async (path: string) => {
    const found: QueryDocumentSnapshot[] = [];
    for (;;) {
      const last = found.at(-1);
      const cursor = last === undefined ? [] : [startAfter(last)];
      const page = query(
        collection(firestore, path),
        orderBy(documentId()),
        ...cursor,
        limit(PAGE),
      );
      const { docs } = await getDocs(page);
      found.push(...docs);
      if (docs.length < PAGE) return found;
    }
  };
  const greeted = await post('/api/athlete', {});
  if (!greeted.ok) throw new Error(`the API refused: ${await greeted.text()}`);
  return {
    importBatch: (activities) =>
      post('/api/activities:import', {
        activities: activities.map((facts) => ({ facts, fileName: null })),
      }),
    activities: async () => {
      const found = await all(`${own}/activities`);
      return new Map(found.map((one) => [one.id, activityDocument.parse(one.data())]));
    },
    ledgers: async () => {
      const found = await all(`${own}/ledger`);
      return found.map((one) => ledgerDocument.parse(one.data()));
    },
    settings: async () => {
      const found = await getDoc(doc(firestore, `${own}/settings/athlete`));
      return athleteSettingsDocument.parse(found.data());
    },
    close: () => deleteApp(firebase),
  };
}
