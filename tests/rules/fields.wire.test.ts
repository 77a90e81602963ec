import { assertFails, assertSucceeds } from '@firebase/rules-unit-testing';
import {
  annotationDocument,
  athleteSettingsDocument,
  coachFeedbackDocument,
  goalDocument,
  journalDocument,
  MAX_THRESHOLD_SETS,
} from '@training-monkey/training';
import {
  deleteField,
  doc,
  GeoPoint,
  getDoc,
  setDoc,
  Timestamp,
  updateDoc,
} from 'firebase/firestore';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  goodAnnotation,
  goodFeedback,
  goodGoal,
  goodJournal,
  goodSettings,
} from './athlete-documents.ts';
import { rulesStage, type RulesStage } from './rules-stage.ts';

const SETTINGS = 'users/anna/settings/athlete';
const ANNOTATION = 'users/anna/annotations/a1';
const JOURNAL = 'users/anna/journal/2025-06-10';

const GOAL = 'users/anna/settings/goal';
const FEEDBACK = 'users/anna/coachFeedback/2025-06-10';

const DOCUMENTS: Record<string, { good: object; schema: z.ZodType }> = {
  [SETTINGS]: { good: goodSettings, schema: athleteSettingsDocument },
  [ANNOTATION]: { good: goodAnnotation, schema: annotationDocument },
  [JOURNAL]: { good: goodJournal, schema: journalDocument },
  [GOAL]: { good: goodGoal, schema: goalDocument },
  [FEEDBACK]: { good: goodFeedback, schema: coachFeedbackDocument },
};

const set = goodSettings.thresholds[0]!;
const customSet = (year: number, edges: unknown = [100, 120, 140, 160, 175.5]) => ({
  ...set,
  from: `${year}-01-01`,
  gender: 'none',
  zones: { method: 'custom', edges },
});
const sets = (count: number) => Array.from({ length: count }, (_, i) => customSet(2001 + i));
const emoji = (count: number) => '🐒'.repeat(count);

/** Path, what is changed in a good document, and why it must not pass. */
const REFUSED: [path: string, change: object, why: string][] = [
  [SETTINGS, { timeZone: 7 }, 'a zone is text'],
  [SETTINGS, { timeZone: '' }, 'a zone is not empty'],
  [SETTINGS, { timeZone: 'Europe/' + 'x'.repeat(64) }, 'a zone is short'],
  [SETTINGS, { timeZone: 'Europe/Berlin; drop' }, 'a zone is a name'],
  [SETTINGS, { units: 'furlongs' }, 'units are imperial or metric'],
  [SETTINGS, { confirmed: 'yes' }, 'confirmed is a boolean'],
  [SETTINGS, { confirmed: null }, 'confirmed is known'],
  [SETTINGS, { riskStyle: 'reckless' }, 'a risk style is one of four'],
  [SETTINGS, { footFeetPerMile: 751 }, 'a climb rule is one of three'],
  [SETTINGS, { coach: { enabled: true } }, 'the coach’s choices are complete'],
  [SETTINGS, { coach: { enabled: true, modelWords: 1 } }, 'a choice is a boolean'],
  [SETTINGS, { coach: { enabled: true, modelWords: true, more: 1 } }, 'no extra choice'],
  [SETTINGS, { notifications: {} }, 'notifications are complete'],
  [SETTINGS, { notifications: { morningEmail: 'daily' } }, 'a mail is wanted or not'],
  [SETTINGS, { benchmarkingConsent: 1 }, 'consent is a boolean'],
  [SETTINGS, { isAdmin: true }, 'no server field'],
  [SETTINGS, { uid: 'bert' }, 'nobody else’s uid'],
  [SETTINGS, { updatedAt: '2025-06-10' }, 'an instant is not a day'],
  [SETTINGS, { updatedAt: '2025-06-10T25:00:00.000Z' }, 'an hour is below 24'],
  [SETTINGS, { updatedAt: '2025-02-29T12:00:00.000Z' }, 'an instant is on a day that exists'],
  [SETTINGS, { updatedAt: Timestamp.now() }, 'an instant is text'],
  [SETTINGS, { thresholds: [] }, 'there is one set at least'],
  [SETTINGS, { thresholds: set }, 'sets are a list'],
  [SETTINGS, { thresholds: sets(MAX_THRESHOLD_SETS + 1) }, 'there are ten sets at most'],
  [SETTINGS, { thresholds: [set, set] }, 'one set a day'],
  [SETTINGS, { thresholds: [customSet(2020), customSet(2019)] }, 'sets ascend'],
  [SETTINGS, { thresholds: [{ ...set, from: '2025-02-29' }] }, 'a set begins on a real day'],
  [SETTINGS, { thresholds: [{ ...set, from: '1900-02-29' }] }, '1900 was no leap year'],
  [SETTINGS, { thresholds: [{ ...set, from: '0000-01-01' }] }, 'there was no year 0'],
  [SETTINGS, { thresholds: [{ ...set, from: '2025-1-1' }] }, 'a day has ten characters'],
  [SETTINGS, { thresholds: [{ ...set, restingHr: 24.9 }] }, 'resting from 25'],
  [SETTINGS, { thresholds: [{ ...set, restingHr: 111, maxHr: 200 }] }, 'resting to 110'],
  [SETTINGS, { thresholds: [{ ...set, restingHr: '44' }] }, 'resting is a number'],
  [SETTINGS, { thresholds: [{ ...set, restingHr: NaN }] }, 'NaN is no heart rate'],
  [SETTINGS, { thresholds: [{ ...set, restingHr: 30, maxHr: 99 }] }, 'max from 100'],
  [SETTINGS, { thresholds: [{ ...set, maxHr: 241 }] }, 'max to 240'],
  [SETTINGS, { thresholds: [{ ...set, restingHr: 100, maxHr: 139 }] }, '40 between them'],
  [SETTINGS, { thresholds: [{ ...set, gender: 'other' }] }, 'gender is one of three'],
  [SETTINGS, { thresholds: [{ ...set, note: 'x' }] }, 'no extra field in a set'],
  [SETTINGS, { thresholds: [{ from: set.from, restingHr: 44, maxHr: 178 }] }, 'a set is whole'],
  [SETTINGS, { thresholds: [set, 'x'] }, 'each set is a map'],
  [SETTINGS, { thresholds: [{ ...set, zones: { method: 'guess' } }] }, 'a known method'],
  [SETTINGS, { thresholds: [{ ...set, zones: { method: 'max', edges: [] } }] }, 'max has no edges'],
  [SETTINGS, { thresholds: [{ ...set, zones: { method: 'custom' } }] }, 'custom has edges'],
  [SETTINGS, { thresholds: [customSet(2020, [100, 120, 140, 160])] }, 'five edges'],
  [SETTINGS, { thresholds: [customSet(2020, [100, 120, 120, 160, 175])] }, 'edges ascend'],
  [SETTINGS, { thresholds: [customSet(2020, [24, 120, 140, 160, 175])] }, 'edges from 25'],
  [SETTINGS, { thresholds: [customSet(2020, [100, 120, 140, 160, 251])] }, 'edges to 250'],
  [SETTINGS, { thresholds: [customSet(2020, ['a', 'b', 'c', 'd', 'e'])] }, 'edges are numbers'],
  [ANNOTATION, { perceivedEffort: 10.1 }, 'effort to 10'],
  [ANNOTATION, { perceivedEffort: -0.1 }, 'effort from 0'],
  [ANNOTATION, { perceivedEffort: '6' }, 'effort is a number'],
  [ANNOTATION, { feelingScore: 0 }, 'feeling from 1'],
  [ANNOTATION, { feelingScore: 6 }, 'feeling to 5'],
  [ANNOTATION, { feelingScore: 2.5 }, 'feeling is whole'],
  [ANNOTATION, { notes: 'x'.repeat(4001) }, 'notes are 4,000 characters at most'],
  [ANNOTATION, { notes: emoji(4001) }, 'an emoji is one character'],
  [ANNOTATION, { notes: 7 }, 'notes are text'],
  [ANNOTATION, { weightLbs: 39 }, 'weight from 40'],
  [ANNOTATION, { weightLbs: 701 }, 'weight to 700'],
  [ANNOTATION, { weightLbs: Infinity }, 'weight is finite'],
  [ANNOTATION, { correctedElevationGainFeet: -1 }, 'climb from 0'],
  [ANNOTATION, { correctedElevationGainFeet: 100_001 }, 'climb to 100,000'],
  [ANNOTATION, { leaveOut: 'no' }, 'left out or not'],
  [ANNOTATION, { leaveOut: null }, 'left out is known'],
  [ANNOTATION, { trimp: 100 }, 'no server field'],
  [ANNOTATION, { source: 'file' }, 'no server field either'],
  [ANNOTATION, { updatedAt: null }, 'the instant is known'],
  [JOURNAL, { morning: 'good' }, 'a morning is a map'],
  [JOURNAL, { morning: [] }, 'a morning is no list'],
  [JOURNAL, { evening: 4 }, 'an evening is a map'],
  [JOURNAL, { morning: { ...goodJournal.morning, sleepHours: 25 } }, 'a day has 24 hours'],
  [JOURNAL, { morning: { ...goodJournal.morning, sleepQuality: 0 } }, 'sleep quality from 1'],
  [JOURNAL, { morning: { ...goodJournal.morning, soreness: 6 } }, 'soreness to 5'],
  [JOURNAL, { morning: { ...goodJournal.morning, restingHr: 44.5 } }, 'resting rate is whole'],
  [JOURNAL, { morning: { ...goodJournal.morning, restingHr: 121 } }, 'resting rate to 120'],
  [JOURNAL, { morning: { ...goodJournal.morning, hrvMs: 0 } }, 'variability from 1'],
  [JOURNAL, { morning: { ...goodJournal.morning, weightLbs: 39 } }, 'weight from 40'],
  [JOURNAL, { morning: { ...goodJournal.morning, mood: 3 } }, 'no extra field in the morning'],
  [JOURNAL, { evening: { ...goodJournal.evening, pain: 11 } }, 'pain to 10'],
  [JOURNAL, { evening: { ...goodJournal.evening, pain: 1.5 } }, 'pain is whole'],
  [JOURNAL, { evening: { ...goodJournal.evening, feelingScore: '4' } }, 'feeling is a number'],
  [JOURNAL, { evening: { ...goodJournal.evening, perceivedEffort: 11 } }, 'effort to 10'],
  [JOURNAL, { evening: { ...goodJournal.evening, notes: 'x'.repeat(4001) } }, 'short notes'],
  [JOURNAL, { noon: {} }, 'no extra part of the day'],
  [GOAL, { aim: { kind: 'win' } }, 'an aim is a race or fitness'],
  [GOAL, { aim: { kind: 'fit', raceDay: '2025-10-05' } }, 'fitness has no race day'],
  [GOAL, { aim: { kind: 'race', raceDay: '2025-10-05' } }, 'a race has a distance'],
  [GOAL, { aim: { ...goodGoal.aim, raceDay: '2025-02-30' } }, 'a race is on a real day'],
  [GOAL, { aim: { ...goodGoal.aim, distanceMiles: 501 } }, 'a race is 500 miles at most'],
  [GOAL, { aim: { ...goodGoal.aim, name: 'x' } }, 'no extra field in a race'],
  [GOAL, { sport: 'strength' }, 'a sport that a plan knows'],
  [GOAL, { availableDays: [true, true, true, true, true, true] }, 'seven days'],
  [GOAL, { availableDays: [false, false, false, false, false, false, false] }, 'one day at least'],
  [GOAL, { availableDays: [1, true, true, true, true, true, true] }, 'a day is free or not'],
  [GOAL, { hoursPerWeek: 0.4 }, 'half an hour at least'],
  [GOAL, { hoursPerWeek: 41 }, 'forty hours at most'],
  [GOAL, { sessions: [] }, 'no server field'],
  [FEEDBACK, { thumb: 'sideways' }, 'a thumb is up or down'],
  [FEEDBACK, { thumb: null }, 'a thumb is known'],
  [FEEDBACK, { reason: 'x'.repeat(501) }, 'a reason is 500 characters at most'],
  [FEEDBACK, { outdated: false }, 'no server field'],
];

const ACCEPTED: [path: string, change: object, what: string][] = [
  [SETTINGS, {}, 'the defaults'],
  [SETTINGS, { timeZone: 'Etc/GMT+5' }, 'a zone with a sign'],
  [SETTINGS, { thresholds: sets(MAX_THRESHOLD_SETS) }, 'ten sets with zones of their own'],
  [SETTINGS, { thresholds: [{ ...set, from: '2000-02-29' }] }, 'a leap day'],
  [SETTINGS, { thresholds: [{ ...set, restingHr: 25, maxHr: 240 }] }, 'the widest reserve'],
  [SETTINGS, { thresholds: [{ ...set, zones: { method: 'max' } }] }, 'zones of the maximum'],
  [SETTINGS, { updatedAt: '2024-02-29T23:59:59.999Z' }, 'an instant on a leap day'],
  [ANNOTATION, {}, 'everything said'],
  [ANNOTATION, { perceivedEffort: null, feelingScore: null, notes: null }, 'nothing said'],
  [ANNOTATION, { notes: emoji(4000) }, '4,000 emoji'],
  [ANNOTATION, { perceivedEffort: 0, correctedElevationGainFeet: 0, weightLbs: 40 }, 'lower ends'],
  [JOURNAL, {}, 'morning and evening'],
  [JOURNAL, { morning: null }, 'an evening alone'],
  [JOURNAL, { evening: null }, 'a morning alone'],
  [JOURNAL, { morning: {} }, 'a morning without answers'],
  [GOAL, {}, 'a race'],
  [GOAL, { aim: { kind: 'fit' } }, 'fitness'],
  [FEEDBACK, {}, 'a thumb with a reason'],
  [FEEDBACK, { thumb: 'up', reason: null }, 'a thumb alone'],
];

let stage: RulesStage;
beforeAll(async () => {
  stage = await rulesStage();
});
afterAll(() => stage.stop());
beforeEach(async () => {
  await stage.arrange('users/anna', { userId: 1 });
  await stage.arrange('users/anna/activities/a1', { name: 'Run' });
});

const named = ([path, change, reason]: [string, object, string]) => ({ path, change, reason });
const changed = (path: string, change: object) => ({ ...DOCUMENTS[path]!.good, ...change });

describe('what the rules refuse', () => {
  test.each(REFUSED.map(named))('$path: $reason', async ({ path, change }) => {
    const document = changed(path, change);
    const ref = doc(stage.as.owner, path);
    await stage.arrange(path, null);
    await assertFails(setDoc(ref, document));
    await stage.arrange(path, DOCUMENTS[path]!.good);
    await assertFails(setDoc(ref, document));
    expect(DOCUMENTS[path]!.schema.safeParse(document).success).toBe(false);
  });

  test.each([SETTINGS, GOAL, FEEDBACK])('%s without any one of its fields', async (path) => {
    await stage.arrange(path, DOCUMENTS[path]!.good);
    for (const field of Object.keys(DOCUMENTS[path]!.good)) {
      await assertFails(updateDoc(doc(stage.as.owner, path), { [field]: deleteField() }));
    }
  });

  test.each(Object.keys(DOCUMENTS))('%s with any field of a strange type', async (path) => {
    await stage.arrange(path, DOCUMENTS[path]!.good);
    for (const field of Object.keys(DOCUMENTS[path]!.good)) {
      for (const value of [new GeoPoint(1, 2), [[1].length], { a: { b: 1 } }, -1e300]) {
        await assertFails(updateDoc(doc(stage.as.owner, path), { [field]: value }));
      }
    }
  });
});

describe('what the rules accept', () => {
  test.each(ACCEPTED.map(named))('$path: $reason', async ({ path, change }) => {
    const document = changed(path, change);
    const ref = doc(stage.as.owner, path);
    await stage.arrange(path, null);
    await assertSucceeds(setDoc(ref, document));
    await stage.arrange(path, DOCUMENTS[path]!.good);
    await assertSucceeds(setDoc(ref, document));
    expect(DOCUMENTS[path]!.schema.safeParse(document).success).toBe(true);
  });

  const ANSWERS = [
    ...Object.keys(goodAnnotation).map((field) => ({ path: ANNOTATION, field })),
    ...['morning', 'evening'].map((field) => ({ path: JOURNAL, field })),
    ...Object.keys(goodJournal.morning!).map((field) => ({
      path: JOURNAL,
      field: `morning.${field}`,
    })),
    ...Object.keys(goodJournal.evening!).map((field) => ({
      path: JOURNAL,
      field: `evening.${field}`,
    })),
  ].filter(({ field }) => field !== 'updatedAt');

  test.each(ANSWERS)('$path with $field not answered yet', async ({ path, field }) => {
    const ref = doc(stage.as.owner, path);
    await stage.arrange(path, DOCUMENTS[path]!.good);
    await assertSucceeds(updateDoc(ref, { [field]: deleteField() }));
    expect(DOCUMENTS[path]!.schema.safeParse((await getDoc(ref)).data()).success).toBe(true);
  });

  test.each([
    [ANNOTATION, { notes: 'windy' }],
    [JOURNAL, { evening: { pain: 0 } }],
  ])('%s with its first answer, dated', async (path, answer) => {
    const ref = doc(stage.as.owner, path);
    await stage.arrange(path, null);
    await assertFails(setDoc(ref, answer, { merge: true }));
    const { updatedAt } = goodJournal;
    await assertSucceeds(setDoc(ref, { ...answer, updatedAt }, { merge: true }));
    expect(DOCUMENTS[path]!.schema.safeParse((await getDoc(ref)).data()).success).toBe(true);
  });
});
