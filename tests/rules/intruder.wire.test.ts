import fc from 'fast-check';
import { deleteApp, initializeApp } from 'firebase/app';
import {
  collection,
  collectionGroup,
  deleteDoc,
  doc,
  documentId,
  connectFirestoreEmulator,
  getCount,
  getDoc,
  getDocs,
  getFirestore,
  limit,
  orderBy,
  query,
  runTransaction,
  setDoc,
  setLogLevel,
  updateDoc,
  where,
  writeBatch,
  type Firestore,
  type QueryConstraint,
} from 'firebase/firestore/lite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  goodAnnotation,
  goodFeedback,
  goodGoal,
  goodJournal,
  goodSettings,
} from './athlete-documents.ts';
import { rulesStage, type RulesStage } from './rules-stage.ts';

const OPERATIONS = 10_000;
const AT_ONCE = 100;

/** Anna's documents; some that are hers by right of place, though nothing stands there. */
const HERS: Record<string, object | null> = {
  'users/anna': { userId: 1, owner: 'bert' },
  'users/anna/settings/athlete': goodSettings,
  'users/anna/activities/a1': { name: 'Run', uid: 'bert' },
  'users/anna/activities/a2': { name: 'Ride' },
  'users/anna/annotations/a1': goodAnnotation,
  'users/anna/annotations/a2': null,
  'users/anna/journal/2025-06-10': goodJournal,
  'users/anna/journal/2025-06-11': null,
  'users/anna/ledger/2025': { year: 2025 },
  'users/anna/dashboard/latest': { metrics: {} },
  'users/anna/recommendations/2025-06-10': { text: 'rest' },
  'users/anna/settings/goal': goodGoal,
  'users/anna/coachFeedback/2025-06-10': goodFeedback,
  'users/anna/plans/current': { sessions: [] },
  'users/anna/budgets/coach': { tokens: 1 },
  'users/anna/secrets/x': null,
  'stravaTokens/anna': { sealed: 'x' },
  'stravaSync/anna': { page: 1 },
  'stravaAthletes/77': { uid: 'anna' },
  'inbox/rescore-anna': { state: 'queued' },
};
const paths = Object.keys(HERS);
const collections = [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf('/'))))];
const groups = [...new Set(collections.map((path) => path.slice(path.lastIndexOf('/') + 1)))];

const path = fc.constantFrom(...paths);
const document = fc.oneof(
  fc.constantFrom<object>(goodSettings, goodAnnotation, goodJournal, {}, { uid: 'bert' }),
  fc.dictionary(
    fc
      .string({ minLength: 1, maxLength: 8 })
      .filter((key) => /^\w+$/.test(key) && !key.startsWith('__')),
    fc.oneof(fc.integer(), fc.string(), fc.boolean()),
  ),
);
const constraints = fc.subarray<QueryConstraint>([
  limit(10),
  where('uid', '==', 'bert'),
  where('owner', 'in', ['anna', 'bert']),
  orderBy('name'),
]);

type Operation = (as: Firestore, own: string) => Promise<unknown>;
const operation: fc.Arbitrary<Operation> = fc.oneof(
  path.map(
    (at): Operation =>
      (as) =>
        getDoc(doc(as, at)),
  ),
  fc.tuple(fc.constantFrom(...collections), constraints).map(
    ([at, which]): Operation =>
      (as) =>
        getDocs(query(collection(as, at), ...which)),
  ),
  fc.tuple(fc.constantFrom(...groups), constraints).map(
    ([name, which]): Operation =>
      (as) =>
        getDocs(query(collectionGroup(as, name), ...which)),
  ),
  fc.constantFrom(...groups).map(
    (name): Operation =>
      (as) =>
        getCount(query(collectionGroup(as, name), limit(1))),
  ),
  path.map((at): Operation => (as) => {
    const cut = at.lastIndexOf('/');
    const named = where(documentId(), '==', at.slice(cut + 1));
    return getDocs(query(collection(as, at.slice(0, cut)), named, limit(1)));
  }),
  fc.tuple(path, document).map(
    ([at, what]): Operation =>
      (as) =>
        setDoc(doc(as, at), what),
  ),
  fc.tuple(path, document).map(
    ([at, what]): Operation =>
      (as) =>
        setDoc(doc(as, at), what, { merge: true }),
  ),
  fc.tuple(path, document).map(
    ([at, what]): Operation =>
      (as) =>
        updateDoc(doc(as, at), { ...what, updatedAt: 'now' }),
  ),
  path.map(
    (at): Operation =>
      (as) =>
        deleteDoc(doc(as, at)),
  ),
  fc.tuple(path, document).map(([at, what]): Operation => (as, own) => {
    // In one batch with a write that is his by right.
    const batch = writeBatch(as);
    batch.set(doc(as, own), { ...goodJournal, morning: null });
    batch.set(doc(as, at), what);
    return batch.commit();
  }),
  path.map(
    (at): Operation =>
      (as, own) =>
        runTransaction(
          as,
          async (transaction) => {
            const hers = await transaction.get(doc(as, at));
            transaction.set(doc(as, own), { ...goodJournal, stolen: hers.data() });
          },
          { maxAttempts: 1 },
        ),
  ),
);

/** The light SDK, which sends each operation by itself: a denied one holds up no queue. */
function signedIn(uid: string): Firestore {
  const app = initializeApp({ projectId: 'demo-training-monkey', apiKey: 'local' }, uid);
  const database = getFirestore(app);
  connectFirestoreEmulator(database, stage.host, stage.port, { mockUserToken: { sub: uid } });
  return database;
}

let stage: RulesStage;
let bert: Firestore;
let anna: Firestore;
beforeAll(async () => {
  setLogLevel('silent');
  stage = await rulesStage();
  bert = signedIn('bert');
  anna = signedIn('anna');
  for (const [at, what] of Object.entries(HERS)) await stage.arrange(at, what);
});
afterAll(async () => {
  await Promise.all([deleteApp(bert.app), deleteApp(anna.app)]);
  await stage.stop();
});

test(`none of ${OPERATIONS} operations of one athlete on another’s documents succeeds`, async () => {
  const own = 'users/bert/journal/2025-06-10';
  await stage.arrange('users/bert', { userId: 2 });
  await stage.arrange(own, goodJournal);
  let attempted = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { minLength: AT_ONCE, maxLength: AT_ONCE }),
      async (operations) => {
        const outcomes = await Promise.allSettled(operations.map((run) => run(bert, own)));
        attempted += outcomes.length;
        for (const outcome of outcomes) {
          const code = outcome.status === 'rejected' && (outcome.reason as { code?: string }).code;
          expect(code).toBe('permission-denied');
        }
      },
    ),
    { numRuns: OPERATIONS / AT_ONCE, endOnFailure: true },
  );
  expect(attempted).toBe(OPERATIONS);

  const his = await getDoc(doc(bert, own));
  expect(his.data()).toEqual(goodJournal);
  for (const [at, what] of Object.entries(HERS)) {
    if (!at.startsWith('users/anna/')) continue;
    const kept = await getDoc(doc(anna, at));
    expect(kept.data() ?? null).toEqual(what);
  }
});
