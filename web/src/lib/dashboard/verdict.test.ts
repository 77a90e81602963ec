import {
  defaultAthleteSettings,
  localDay,
  unifiedMetrics,
  type UnifiedMetrics,
} from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
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

describe('verdictFrom', () => {
  test('asks for training when there is none', () => {
    expect(verdictFrom(nothing).lead).toBe('Nothing to weigh yet.');
  });
  test('asks for the heart rates before it judges by them', () => {
    const verdict = verdictFrom(
      metrics({ heartRatesConfirmed: false, category: 'high_acwr_risk' }),
    );
    expect(verdict.lead).toBe('First, your heart rates.');
    expect(verdict.category).toBeNull();
  });
  test('gives no verdict in the first four weeks, but still asks for rest', () => {
    const early = { warmingUp: true, historyDays: 9 };
    expect(verdictFrom(metrics(early)).stress).toBe('Day 10 of 28:');
    const tired = verdictFrom(metrics({ ...early, category: 'mandatory_rest', daysSinceRest: 8 }));
    expect(tired.lead).toBe('Rest today.');
    expect(tired.because).toContain('8 days without rest');
  });
  test('says why it cannot tell instead of calling it fine', () => {
    const verdict = verdictFrom(metrics({ verdict: 'cannot-tell', doubt: 'low-coverage' }));
    expect(verdict.because).toContain('less than half of your training time');
    expect(verdict.sureness).toBe('Cannot tell about fatigue');
  });
  test('holds when one side alone is above its band', () => {
    expect(verdictFrom(metrics({ internalBand: 'above' })).stress).toContain('heart');
    expect(verdictFrom(metrics({ externalBand: 'far-above' })).stress).toContain('legs');
  });
  test('still holds for a band when the divergence cannot tell', () => {
    const changes = {
      verdict: 'cannot-tell',
      doubt: 'no-heart-rate',
      externalBand: 'above',
    } as const;
    expect(verdictFrom(metrics(changes)).lead).toBe('Hold today.');
  });
  test('carries on when nothing speaks against it', () => {
    expect(verdictFrom(metrics({})).lead).toBe('Carry on.');
  });
  test.each([
    [0.95, 'Fairly sure'],
    [0.75, 'Somewhat sure'],
    [0.55, 'Not very sure'],
  ])('is as sure as its coverage of %d', (coverageAcute, sureness) => {
    expect(verdictFrom(metrics({ coverageAcute })).sureness).toBe(sureness);
  });
});
