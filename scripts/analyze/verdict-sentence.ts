import type { DivergenceVerdict, Doubt, UnifiedMetrics } from '@training-monkey/training';

const VERDICTS: Record<Exclude<DivergenceVerdict, 'cannot-tell'>, string> = {
  overtraining: 'The heart pays far more than the work explains. Rest.',
  strained: 'The heart pays a little more than the work explains. Hold back.',
  steady: 'Work and heart agree. Train on as planned.',
};

const DOUBTS: Record<Doubt, string> = {
  'no-activities': 'there is no session in the last 28 days',
  'warming-up': 'there are fewer than 28 days of training to compare with',
  'no-heart-rate': 'no session of the last 7 days has both a load and a heart rate',
  'low-coverage': 'less than half of the training time has heart rate',
  'interval-straddles-threshold': 'the sessions without heart rate could tip the answer either way',
};

const FLOORS = {
  none: null,
  reduce: 'Whatever else it says, the safety floor is to train less.',
  rest: 'Whatever else it says, the safety floor is a day of rest.',
} as const;

/** One sentence that says what to make of the numbers, and another when safety asks for less. */
export function verdictSentence(m: UnifiedMetrics): string {
  const verdict =
    m.verdict === 'cannot-tell'
      ? `Cannot tell whether work and heart agree: ${DOUBTS[m.doubt ?? 'no-activities']}.`
      : VERDICTS[m.verdict];
  const floor = FLOORS[m.safetyFloor];
  return `Verdict: ${verdict}${floor === null ? '' : ` ${floor}`}`;
}
