import {
  defaultAthleteSettings,
  localDay,
  unifiedMetrics,
  type UnifiedMetrics,
} from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { verdictSentence } from './verdict-sentence.ts';

const base = unifiedMetrics(
  { ledgers: [], firstDay: null },
  defaultAthleteSettings('UTC', '2025-01-01T00:00:00.000Z'),
  localDay('2025-03-10'),
);
const says = (m: Partial<UnifiedMetrics>) => verdictSentence({ ...base, ...m });

describe('verdictSentence', () => {
  test.each([
    ['steady', 'normal_progression', 'Verdict: Work and heart agree. Train on as planned.'],
    [
      'steady',
      'undertraining_opportunity',
      'Verdict: Work and heart agree. There is room for more.',
    ],
    [
      'strained',
      'normal_progression',
      'Verdict: The heart pays a little more than the work explains. Hold back.',
    ],
    [
      'overtraining',
      'overtraining_risk',
      'Verdict: The heart pays far more than the work explains. Rest.',
    ],
    [
      'strained',
      'recovery_needed',
      'Verdict: The heart pays a little more than the work explains. Train less: the last restful day was 9 days ago.',
    ],
    [
      'steady',
      'high_acwr_risk',
      'Verdict: Work and heart agree. Train less: work and heart both rose above your limit.',
    ],
    [
      'steady',
      'mandatory_rest',
      'Verdict: Work and heart agree. Rest: the last restful day was 9 days ago.',
    ],
  ] as const)('of %s work under %s is %s', (verdict, category, sentence) => {
    expect(says({ verdict, category, doubt: null, daysSinceRest: 9 })).toBe(sentence);
  });

  test('says why nothing can be said, and still when to rest', () => {
    expect(says({})).toBe(
      'Verdict: Cannot tell whether work and heart agree: there is no session in the last 28 days.',
    );
    expect(says({ category: 'mandatory_rest', daysSinceRest: 9 })).toMatch(
      /days\. Rest: the last restful day was 9 days ago\.$/,
    );
  });
});
