import {
  rulesWords,
  type AthleteSettings,
  type CoachAction,
  type CoachDecision,
  type DecisionReason,
  type Doubt,
  type TrainingCategory,
  type UnifiedMetrics,
} from '@training-monkey/training';

/** The one answer of the first screen. `lead` opens, `stress` is the part in colour, `rest` ends. */
export interface Verdict {
  lead: string;
  stress: string;
  rest: string;
  because: string;
  /** Which load forces it: its hue colours the stressed words. */
  hue: 'external' | 'internal' | 'none';
  category: string | null;
  sureness: string;
}

const CATEGORY_NAMES: Record<TrainingCategory, string> = {
  mandatory_rest: 'Rest due',
  overtraining_risk: 'Overtraining risk',
  high_acwr_risk: 'Load rising fast',
  recovery_needed: 'Recovery needed',
  undertraining_opportunity: 'Room to build',
  normal_progression: 'On track',
};

const LEADS: Record<CoachAction, string> = {
  rest: 'Rest today.',
  reduce: 'Ease off today.',
  easy: 'Keep it easy today.',
  steady: 'Carry on.',
  hard: 'Push if you like.',
  test: 'Test yourself today.',
};

type Stressed = Pick<Verdict, 'stress' | 'rest' | 'hue'>;

const CATEGORY_WORDS: Record<TrainingCategory, Stressed> = {
  mandatory_rest: { stress: 'Your body has had', rest: 'no day off.', hue: 'none' },
  overtraining_risk: {
    stress: 'Your heart is paying more',
    rest: 'than your legs explain.',
    hue: 'internal',
  },
  high_acwr_risk: {
    stress: 'This week outruns',
    rest: 'what you are used to, outside and inside.',
    hue: 'external',
  },
  recovery_needed: {
    stress: 'Your heart is paying a little more',
    rest: 'than your legs explain.',
    hue: 'internal',
  },
  undertraining_opportunity: { stress: 'You have room', rest: 'on both sides.', hue: 'external' },
  normal_progression: {
    stress: 'Legs and heart',
    rest: 'tell the same story.',
    hue: 'external',
  },
};

const REASON_WORDS: Record<Exclude<DecisionReason, 'category'>, Stressed> = {
  pain: { stress: 'Pain comes first,', rest: 'whatever the numbers say.', hue: 'none' },
  'no-room': {
    stress: 'This week is full:',
    rest: 'nothing more fits your band.',
    hue: 'external',
  },
  'little-room': { stress: 'This week leaves room', rest: 'for a little more.', hue: 'external' },
  monotonous: { stress: 'Your days are much alike:', rest: 'make one gentler.', hue: 'internal' },
  'external-above': {
    stress: 'Your legs have done more',
    rest: 'this week than they are used to.',
    hue: 'external',
  },
  'internal-above': {
    stress: 'Your heart has worked more',
    rest: 'this week than it is used to.',
    hue: 'internal',
  },
  strained: CATEGORY_WORDS.recovery_needed,
  sore: { stress: 'Your legs are sore', rest: 'this morning.', hue: 'external' },
  'short-sleep': { stress: 'A poor night', rest: 'calls for a gentle day.', hue: 'none' },
  'resting-hr-up': {
    stress: 'Your resting heart rate is up',
    rest: 'this morning.',
    hue: 'internal',
  },
  returning: { stress: 'You are coming back', rest: 'from a break.', hue: 'none' },
  'warming-up': { stress: 'It is early days,', rest: 'four weeks make a verdict.', hue: 'none' },
  'unconfirmed-heart-rates': {
    stress: 'These are defaults,',
    rest: 'not your heart rates.',
    hue: 'internal',
  },
  'cannot-tell': {
    stress: 'Your legs are fine,',
    rest: 'about your heart nobody can tell.',
    hue: 'external',
  },
  'hard-yesterday': { stress: 'Yesterday was a big day,', rest: 'let it settle.', hue: 'external' },
  planned: { stress: 'Your plan', rest: 'asks for it.', hue: 'external' },
  'no-training': { stress: 'There is nothing', rest: 'to weigh yet.', hue: 'none' },
};

const DOUBT_REASONS: Record<Doubt, string> = {
  'no-activities': 'there was no training in the last four weeks',
  'warming-up': 'there are fewer than 28 days of history',
  'no-heart-rate': 'none of this week’s sessions has heart rate',
  'low-coverage': 'less than half of your training time has heart rate',
  'interval-straddles-threshold': 'the sessions without heart rate could tip it either way',
};

function sureness(metrics: UnifiedMetrics): string {
  if (metrics.doubt !== null) return 'Cannot tell about fatigue';
  const coverage = Math.min(metrics.coverageAcute ?? 0, metrics.coverageChronic ?? 0);
  return coverage >= 0.9 ? 'Fairly sure' : coverage >= 0.7 ? 'Somewhat sure' : 'Not very sure';
}

/** The coach's decision in one sentence, or honestly why there is none. */
export function verdictFrom(
  metrics: UnifiedMetrics,
  decision: CoachDecision,
  units: AthleteSettings['units'],
): Verdict {
  const isHeld =
    decision.category === 'normal_progression' &&
    ['rest', 'reduce', 'easy'].includes(decision.action);
  const category = isHeld ? 'Hold steady' : CATEGORY_NAMES[decision.category];
  if (metrics.firstDay === null) {
    return {
      lead: 'Nothing to weigh yet.',
      stress: 'Bring your training',
      rest: 'and this becomes an answer.',
      because: 'Import files or a whole archive, and the dashboard fills at once.',
      hue: 'external',
      category: null,
      sureness: 'No training yet',
    };
  }
  if (!metrics.heartRatesConfirmed) {
    return {
      lead: 'First, your heart rates.',
      stress: 'These are defaults, not yours,',
      rest: 'so the verdict has to wait.',
      because:
        'TRIMP, zones and divergence rest on your resting and maximum heart rate. Confirm them once.',
      hue: 'internal',
      category: null,
      sureness: 'Default heart rates',
    };
  }
  if (metrics.warmingUp && decision.action !== 'rest') {
    return {
      lead: 'Still warming up.',
      stress: `Day ${(metrics.historyDays ?? 0) + 1} of 28:`,
      rest: 'too early for a verdict.',
      because: 'A week means little before there are four to compare it with. Train as you feel.',
      hue: 'none',
      category: null,
      sureness: 'Short history',
    };
  }
  const reason = decision.reasons[0] ?? 'category';
  const words = reason === 'category' ? CATEGORY_WORDS[decision.category] : REASON_WORDS[reason];
  const isDone = decision.action === 'rest' && decision.trainedToday;
  const doubt = reason === 'cannot-tell' ? metrics.doubt : null;
  const because =
    doubt !== null
      ? `No word about fatigue, because ${DOUBT_REASONS[doubt]}.`
      : (rulesWords(decision, units).sentences[0]?.text ?? '');
  return {
    ...words,
    lead: isDone ? 'Done for today.' : LEADS[decision.action],
    because,
    category,
    sureness: sureness(metrics),
  };
}
