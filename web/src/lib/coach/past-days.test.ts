import {
  coachDecision,
  defaultAthleteSettings,
  emptyLedger,
  localDay,
  rulesWords,
  withLedgerRows,
  type LedgerRow,
  type RecommendationDocument,
} from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { pastDays } from './past-days.ts';

const DAY = localDay('2026-02-03');
const settings = defaultAthleteSettings('Etc/UTC', '2026-02-03T05:00:00.000Z');
const decision = {
  ...coachDecision({
    history: { ledgers: [], firstDay: null },
    settings,
    today: DAY,
    journal: { today: null, yesterday: null },
    planned: null,
  }),
  target: { loadMiles: { from: 2, to: 5 }, trimp: null, minutes: [] },
};
const recommendation: RecommendationDocument = {
  generatedDate: DAY,
  decision,
  words: rulesWords(decision, 'imperial'),
  recommendationText: 'text',
  confidenceScore: 0.5,
  recommendationType: decision.category,
  activityCount: 0,
  latestAcwr: null,
  latestTrimp: null,
  modelVersion: 'rules-1',
  fallback: 'athlete-choice',
  processingTimeMs: 1,
  usage: {
    calls: 0,
    inputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 0,
    costUsd: 0,
  },
  outdated: false,
  createdAt: '2026-02-03T05:00:00.000Z',
  updatedAt: '2026-02-03T05:00:00.000Z',
};
const ledgerWith = (equivalentMiles: number | null) => {
  const row: LedgerRow = {
    activityId: 'a',
    day: 34,
    startedAtS: 0,
    counted: true,
    sportFamily: 'foot',
    movingTimeS: 3600,
    equivalentMiles,
    elevationLoadMiles: equivalentMiles === null ? null : 0,
    trimp: null,
    trimpMethod: null,
    timeInZoneS: null,
    runMiles: equivalentMiles,
  };
  return withLedgerRows(emptyLedger(2026), { put: [row] });
};
const of = (miles: number | null) =>
  pastDays([{ id: DAY, value: recommendation }], new Map(), [ledgerWith(miles)])[0]!;

describe('pastDays', () => {
  test('puts beside each recommendation what was done on its day', () => {
    expect(of(4).done).toEqual({ sessions: 1, loadMiles: 4, trimp: null });
  });
  test('is kept up to a tenth over what was advised', () => {
    expect([4, 5.4, 5.6].map((miles) => of(miles).kept)).toEqual([true, true, false]);
  });
  test('does not judge where the load is unknown', () => {
    expect(of(null)).toMatchObject({ kept: null, done: { loadMiles: null } });
  });
  test('a day without training is rest, which keeps within any advice', () => {
    const [day] = pastDays([{ id: DAY, value: recommendation }], new Map(), []);
    expect(day).toMatchObject({ kept: true, done: { sessions: 0, loadMiles: 0, trimp: 0 } });
  });
  test('says nothing of what was done before it is known', () => {
    const [day] = pastDays([{ id: DAY, value: recommendation }], new Map(), null);
    expect(day).toMatchObject({ kept: null, done: null });
  });
});
