import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import {
  collection,
  deleteDoc,
  doc,
  getDoc,
  getDocs,
  limit,
  query,
  setDoc,
  type Firestore,
} from 'firebase/firestore';
import { documentPaths } from '@training-monkey/training';
import { tombstoneRef } from '../../functions/src/ports/tombstone-stored.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  goodAnnotation,
  goodFeedback,
  goodGoal,
  goodJournal,
  goodSettings,
} from './athlete-documents.ts';
import { PEOPLE, rulesStage, type Person, type RulesStage } from './rules-stage.ts';

const OPERATIONS = ['get', 'list', 'create', 'update', 'delete'] as const;
type Operation = (typeof OPERATIONS)[number];

const READ: Operation[] = ['get', 'list'];
const WRITE: Operation[] = ['create', 'update'];
/** Who may do what; whoever is not named may do nothing. */
const TABLE: [path: string, document: object, may: Partial<Record<Person, Operation[]>>][] = [
  ['users/anna', { userId: 1 }, { owner: ['get'], admin: READ }],
  ['users/anna/settings/athlete', goodSettings, { owner: [...READ, ...WRITE] }],
  ['users/anna/settings/other', goodSettings, { owner: READ }],
  ['users/anna/settings/goal', goodGoal, { owner: [...READ, ...WRITE, 'delete'] }],
  ['users/anna/coachFeedback/2025-06-10', goodFeedback, { owner: [...READ, ...WRITE, 'delete'] }],
  ['users/anna/coachFeedback/2025-02-30', goodFeedback, { owner: [...READ, 'delete'] }],
  ['users/anna/budgets/coach', { tokens: 1 }, { owner: READ }],
  ['users/anna/plans/current', { sessions: [] }, { owner: READ }],
  ['users/anna/activities/a1', { name: 'Run' }, { owner: READ }],
  ['users/anna/annotations/a1', goodAnnotation, { owner: [...READ, ...WRITE, 'delete'] }],
  ['users/anna/annotations/unknown', goodAnnotation, { owner: [...READ, 'update', 'delete'] }],
  ['users/anna/journal/2025-06-10', goodJournal, { owner: [...READ, ...WRITE, 'delete'] }],
  ['users/anna/journal/2025-02-30', goodJournal, { owner: [...READ, 'delete'] }],
  ['users/anna/ledger/2025', { year: 2025 }, { owner: READ }],
  ['users/anna/dashboard/latest', { metrics: {} }, { owner: READ }],
  ['users/anna/recommendations/2025-06-10', { text: 'rest' }, { owner: READ }],
  ['users/anna/activities/a1/deeper/x', { x: 1 }, {}],
  ['inbox/i1', { state: 'dead' }, {}],
  ['stravaTokens/anna', { sealed: 'x' }, {}],
  ['stravaAthletes/77', { uid: 'anna' }, {}],
  ['stravaSync/anna', { page: 1 }, {}],
  ['stravaStates/n1', { uid: 'anna' }, {}],
  ['budgets/strava', { used: 1 }, {}],
  ['counters/userId', { last: 1 }, {}],
  ['counters/benchmarks', { asOf: '2025-05-25' }, {}],
  ['benchmarks/foot-3-6', { athletes: 40 }, { owner: ['get'], other: ['get'], admin: ['get'] }],
  ['tombstones/anna', { completedAt: null }, {}],
  ['elsewhere/x', { x: 1 }, {}],
];
const collectionOf = (path: string) => path.slice(0, path.lastIndexOf('/'));

let stage: RulesStage;
beforeAll(async () => {
  stage = await rulesStage();
});
afterAll(() => stage.stop());

function attempt(
  database: Firestore,
  operation: Operation,
  path: string,
  document: object,
): Promise<unknown> {
  const ref = doc(database, path);
  const parent = collection(database, collectionOf(path));
  switch (operation) {
    case 'get':
      return getDoc(ref);
    case 'list':
      return getDocs(query(parent, limit(100)));
    case 'create':
    case 'update':
      return setDoc(ref, document);
    case 'delete':
      return deleteDoc(ref);
  }
}

describe.each(TABLE)('%s', (path, document, may) => {
  test.each(PEOPLE)('%s may do what the table says and nothing else', async (person) => {
    await stage.arrange('users/anna', { userId: 1 });
    await stage.arrange('users/anna/activities/a1', { name: 'Run' });
    for (const operation of OPERATIONS) {
      await stage.arrange(path, operation === 'create' ? null : document);
      const outcome = attempt(stage.as[person], operation, path, document);
      const allowed = may[person]?.includes(operation) ?? false;
      try {
        await (allowed ? assertSucceeds(outcome) : assertFails(outcome));
      } catch (cause) {
        throw new Error(`${person} ${operation} ${path}: ${allowed ? 'refused' : 'allowed'}`, {
          cause,
        });
      }
    }
  });
});

test('the table reaches every collection in which something is stored', () => {
  const stored = [...Object.values(documentPaths), (uid: string) => tombstoneRef(uid).path].map(
    (path) => Reflect.apply(path, null, ['anna', 'x']) as string,
  );
  const collections = stored.map((path) =>
    path.split('/').length % 2 === 0 ? collectionOf(path) : path,
  );
  const known = new Set(TABLE.map(([path]) => collectionOf(path)));
  expect(collections.filter((collection) => !known.has(collection))).toEqual([]);
});

describe('a token that outlives its account', () => {
  test.each([
    ['settings/athlete', goodSettings],
    ['settings/goal', goodGoal],
    ['coachFeedback/2025-06-10', goodFeedback],
    ['annotations/a1', goodAnnotation],
    ['journal/2025-06-10', goodJournal],
  ])('makes no document at %s, and leaves to the deletion what it may change', async (at, good) => {
    const path = `users/anna/${at}`;
    for (const gone of [path, 'users/anna/activities/a1', 'users/anna']) {
      await stage.arrange(gone, null);
    }
    await assertFails(setDoc(doc(stage.as.owner, path), good));
    await stage.arrange(path, good);
    await assertSucceeds(setDoc(doc(stage.as.owner, path), good));
    await stage.arrange('users/anna', { userId: 1 });
  });
});

describe('reading without bounds', () => {
  test.each(['activities', 'annotations', 'journal', 'recommendations'])(
    'a query of %s needs a limit of at most 500',
    async (name) => {
      const all = collection(stage.as.owner, `users/anna/${name}`);
      await assertFails(getDocs(all));
      await assertFails(getDocs(query(all, limit(501))));
      await assertSucceeds(getDocs(query(all, limit(500))));
    },
  );

  test('the list of users needs one as well', async () => {
    await assertFails(getDocs(collection(stage.as.admin, 'users')));
    const page = await getDocs(query(collection(stage.as.admin, 'users'), limit(500)));
    expect(page.size).toBeGreaterThan(0);
  });
});
