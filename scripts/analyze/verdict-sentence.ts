import type { DivergenceVerdict, Doubt, UnifiedMetrics } from '@training-monkey/training';

const VERDICTS: Record<Exclude<DivergenceVerdict, 'cannot-tell'>, string> = {
  overtraining: 'The heart pays far more than the work explains.',
  strained: 'The heart pays a little more than the work explains.',
  steady: 'Work and heart agree.',
};

const DOUBTS: Record<Doubt, string> = {
  'no-activities': 'there is no session in the last 28 days',
  'warming-up': 'there are fewer than 28 days of training to compare with',
  'no-heart-rate': 'no session of the last 7 days has both a load and a heart rate',
  'low-coverage': 'less than half of the training time has heart rate',
  'interval-straddles-threshold': 'the sessions without heart rate could tip the answer either way',
};

/** What to do about it; null where the numbers say nothing. */
function advice({ category, verdict, daysSinceRest }: UnifiedMetrics): string | null {
  const lastRest = `the last restful day was ${daysSinceRest} days ago`;
  switch (category) {
    case 'mandatory_rest':
      return `Rest: ${lastRest}.`;
    case 'overtraining_risk':
      return 'Rest.';
    case 'high_acwr_risk':
      return 'Train less: work and heart both rose above your limit.';
    case 'recovery_needed':
      return `Train less: ${lastRest}.`;
    case 'undertraining_opportunity':
      return verdict === 'steady' ? 'There is room for more.' : null;
    case 'normal_progression':
      if (verdict === 'cannot-tell') return null;
      return verdict === 'strained' ? 'Hold back.' : 'Train on as planned.';
  }
}

/** What to make of the numbers, and what to do; never less cautious than the safety floor. */
export function verdictSentence(m: UnifiedMetrics): string {
  const verdict =
    m.verdict === 'cannot-tell'
      ? `Cannot tell whether work and heart agree: ${DOUBTS[m.doubt ?? 'no-activities']}.`
      : VERDICTS[m.verdict];
  return ['Verdict:', verdict, advice(m)].filter((part) => part !== null).join(' ');
}
