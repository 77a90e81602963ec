import { describe, expect, test } from 'vitest';
import { withAnswers } from './journal-answers.ts';

const UNANSWERED = { restingHr: null, hrvMs: null, weightLbs: null };

describe('withAnswers', () => {
  test('begins a half with its first answer', () => {
    const day = withAnswers(null, { morning: { soreness: 2 } });
    const morning = { ...UNANSWERED, sleepHours: null, sleepQuality: null, soreness: 2 };
    expect(day).toEqual({ morning, evening: null });
  });
  test('leaves the other answers alone', () => {
    const day = withAnswers(null, { morning: { soreness: 2 }, evening: { pain: 1 } });
    expect(withAnswers(day, { morning: { sleepHours: 8 } })).toEqual({
      morning: { ...day.morning, sleepHours: 8 },
      evening: day.evening,
    });
  });
  test('has no half any more when its last answer is taken back', () => {
    const day = withAnswers(null, { morning: { soreness: 2 } });
    expect(withAnswers(day, { morning: { soreness: null } }).morning).toBeNull();
  });
});
