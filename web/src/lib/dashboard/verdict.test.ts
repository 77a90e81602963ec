import {
  coachDecision,
  defaultAthleteSettings,
  localDay,
  unifiedMetrics,
  type CoachDecision,
  type UnifiedMetrics,
} from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { standingDecision } from './standing-decision.ts';
import { verdictFrom } from './verdict.ts';

const today = localDay('2026-06-01');
const settings = defaultAthleteSettings('Europe/Berlin', '2026-06-01T00:00:00.000Z');
const nothing = unifiedMetrics({ ledgers: [], firstDay: null }, settings, today);

/** A sound year of training, with some changes. */
const metrics = (changes: Partial<UnifiedMetrics>): UnifiedMetrics => ({
  ...nothing,
  firstDay: localDay('2025-06-01'),
  historyDays: 365,
  warmingUp: false,
  heartRatesConfirmed: true,
  externalBand: 'sweet-spot',
  internalBand: 'sweet-spot',
  coverageAcute: 1,
  coverageChronic: 1,
  verdict: 'steady',
  doubt: null,
  category: 'normal_progression',
  daysSinceRest: 2,
  ...changes,
});

const plain = coachDecision({
  history: { ledgers: [], firstDay: null },
  settings,
  today,
  journal: { today: null, yesterday: null },
  planned: null,
});
const decided = (changes: Partial<CoachDecision>): CoachDecision => ({
  ...plain,
  category: 'normal_progression',
  action: 'steady',
  reasons: ['category'],
  ...changes,
});
const verdict = (ofMetrics: Partial<UnifiedMetrics>, decision: Partial<CoachDecision> = {}) =>
  verdictFrom(metrics(ofMetrics), decided(decision), 'imperial');

describe('verdictFrom', () => {
  test('asks for training when there is none', () => {
    expect(verdictFrom(nothing, plain, 'imperial').lead).toBe('Nothing to weigh yet.');
  });
  test('asks for the heart rates before it judges by them', () => {
    const told = verdict({ heartRatesConfirmed: false }, { category: 'high_acwr_risk' });
    expect(told.lead).toBe('First, your heart rates.');
    expect(told.category).toBeNull();
  });
  test('gives no verdict in the first four weeks, but still asks for rest', () => {
    const early = { warmingUp: true, historyDays: 9 };
    expect(verdict(early).stress).toBe('Day 10 of 28:');
    const tired = verdict(early, {
      category: 'mandatory_rest',
      action: 'rest',
      evidence: [
        { id: 'daysWithoutRest', value: 8 },
        { id: 'maxDaysWithoutRest', value: 7 },
      ],
    });
    expect(tired.lead).toBe('Rest today.');
    expect(tired.because).toContain('8 days without a restful day');
  });
  test('says why it cannot tell instead of calling it fine', () => {
    const told = verdict(
      { verdict: 'cannot-tell', doubt: 'low-coverage' },
      { reasons: ['cannot-tell'] },
    );
    expect(told.because).toContain('less than half of your training time');
    expect(told.sureness).toBe('Cannot tell about fatigue');
  });
  test.each([
    ['rest', 'Rest today.'],
    ['reduce', 'Ease off today.'],
    ['easy', 'Keep it easy today.'],
    ['steady', 'Carry on.'],
    ['hard', 'Push if you like.'],
    ['test', 'Test yourself today.'],
  ] as const)('leads with the decided action %s', (action, lead) => {
    expect(verdict({}, { action }).lead).toBe(lead);
  });
  test('says done where the day is full, not rest', () => {
    const told = verdict({}, { action: 'rest', trainedToday: true, reasons: ['no-room'] });
    expect(told.lead).toBe('Done for today.');
    expect(told.category).toBe('Hold steady');
  });
  test('stresses what decided, in the hue of its load', () => {
    expect(verdict({}, { action: 'easy', reasons: ['internal-above'] })).toMatchObject({
      stress: 'Your heart has worked more',
      hue: 'internal',
    });
    expect(verdict({}, { action: 'easy', reasons: ['external-above'] }).hue).toBe('external');
    expect(verdict({}, { action: 'easy', reasons: ['sore'] }).stress).toContain('sore');
  });
  test('names the athlete’s own numbers', () => {
    const evidence: CoachDecision['evidence'] = [
      { id: 'acuteChronicRatio', value: 1.42 },
      { id: 'trimpAcuteChronicRatio', value: 1.38 },
      { id: 'acwrHigh', value: 1.3 },
    ];
    const told = verdict({}, { category: 'high_acwr_risk', action: 'reduce', evidence });
    expect(told.because).toContain('1.42 for load and 1.38 for TRIMP');
  });
  test.each([
    [0.95, 'Fairly sure'],
    [0.75, 'Somewhat sure'],
    [0.55, 'Not very sure'],
  ])('is as sure as its coverage of %d', (coverageAcute, sureness) => {
    expect(verdict({ coverageAcute }).sureness).toBe(sureness);
  });
});

describe('standingDecision', () => {
  const week: CoachDecision['evidence'] = [{ id: 'sevenDayLoad', value: 30 }];
  const ofTraining = decided({ evidence: week });
  const said = decided({ evidence: week, action: 'easy', reasons: ['sore'] });
  const recommendation = (decision: CoachDecision, outdated = false) =>
    ({ decision, outdated }) as Parameters<typeof standingDecision>[1];

  test('is the recommendation while it rests on the same training', () => {
    expect(standingDecision(ofTraining, recommendation(said))).toBe(said);
  });
  test.each([
    ['there is none', null],
    ['it is outdated', recommendation(said, true)],
    ['it is of another day', recommendation({ ...said, day: localDay('2026-05-31') })],
    [
      'training has come in',
      recommendation({ ...said, evidence: [{ id: 'sevenDayLoad', value: 20 }] }),
    ],
  ])('is what the rules say to the training when %s', (_, standing) => {
    expect(standingDecision(ofTraining, standing)).toBe(ofTraining);
  });
});
