import type { Doubt, TrainingCategory, UnifiedMetrics } from '@training-monkey/training';

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

const WORDS: Record<TrainingCategory, Pick<Verdict, 'lead' | 'stress' | 'rest' | 'hue'>> = {
  mandatory_rest: {
    lead: 'Rest today.',
    stress: 'Your body has had',
    rest: 'no day off.',
    hue: 'none',
  },
  overtraining_risk: {
    lead: 'Rest today.',
    stress: 'Your heart is paying more',
    rest: 'than your legs explain.',
    hue: 'internal',
  },
  high_acwr_risk: {
    lead: 'Ease off today.',
    stress: 'This week outruns',
    rest: 'what you are used to, outside and inside.',
    hue: 'external',
  },
  recovery_needed: {
    lead: 'Ease off today.',
    stress: 'Your heart is paying a little more',
    rest: 'than your legs explain.',
    hue: 'internal',
  },
  undertraining_opportunity: {
    lead: 'Push if you like.',
    stress: 'You have room',
    rest: 'on both sides.',
    hue: 'external',
  },
  normal_progression: {
    lead: 'Carry on.',
    stress: 'Legs and heart',
    rest: 'tell the same story.',
    hue: 'external',
  },
};

const DOUBT_REASONS: Record<Doubt, string> = {
  'no-activities': 'there was no training in the last four weeks',
  'warming-up': 'there are fewer than 28 days of history',
  'no-heart-rate': 'none of this week’s sessions has heart rate',
  'low-coverage': 'less than half of your training time has heart rate',
  'interval-straddles-threshold': 'the sessions without heart rate could tip it either way',
};

/** Rest and high load are forced by what is known even where the divergence cannot tell. */
function becauseOf(metrics: UnifiedMetrics): string {
  switch (metrics.category) {
    case 'mandatory_rest':
      return `${metrics.daysSinceRest} days without rest is more than your style allows.`;
    case 'overtraining_risk':
      return 'Over the last week internal load ran clearly ahead of the work behind it.';
    case 'high_acwr_risk':
      return 'Both loads of the last 7 days are well above your last 28. Easy or shorter keeps you in your band.';
    case 'recovery_needed':
      return `Internal load runs ahead of the work, ${metrics.daysSinceRest} days after your last rest.`;
    case 'undertraining_opportunity':
      return 'Both loads of the last 7 days lie below what your last 28 have prepared you for.';
    case 'normal_progression':
      return 'The last 7 days fit what your last 28 have prepared you for.';
  }
}

function sureness(metrics: UnifiedMetrics): string {
  if (metrics.doubt !== null) return 'Cannot tell about fatigue';
  const coverage = Math.min(metrics.coverageAcute ?? 0, metrics.coverageChronic ?? 0);
  return coverage >= 0.9 ? 'Fairly sure' : coverage >= 0.7 ? 'Somewhat sure' : 'Not very sure';
}

/** One side out of its band, or a slight strain, forces no category but is not "carry on" either. */
function isLoud(metrics: UnifiedMetrics): boolean {
  return [metrics.externalBand, metrics.internalBand].some(
    (band) => band === 'above' || band === 'far-above',
  );
}

function holdWords(
  metrics: UnifiedMetrics,
): Pick<Verdict, 'lead' | 'stress' | 'rest' | 'hue' | 'because'> | null {
  const isAbove = (band: UnifiedMetrics['externalBand']) =>
    band === 'above' || band === 'far-above';
  if (metrics.verdict === 'overtraining' || metrics.verdict === 'strained') {
    return {
      lead: 'Hold today.',
      stress: 'Your heart is paying a little more',
      rest: 'than your legs explain.',
      hue: 'internal',
      because: 'Keep the load where it is and see whether heart and legs come together again.',
    };
  }
  if (isAbove(metrics.internalBand)) {
    return {
      lead: 'Hold today.',
      stress: 'Your heart has worked more',
      rest: 'this week than it is used to.',
      hue: 'internal',
      because: 'Internal load is above your band, external load is not. Keep it easy.',
    };
  }
  if (isAbove(metrics.externalBand)) {
    return {
      lead: 'Hold today.',
      stress: 'Your legs have done more',
      rest: 'this week than they are used to.',
      hue: 'external',
      because: 'External load is above your band, internal load is not. Keep it short.',
    };
  }
  return null;
}

/** What an athlete should do today, or honestly why that cannot be said. */
export function verdictFrom(metrics: UnifiedMetrics): Verdict {
  const category = CATEGORY_NAMES[metrics.category];
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
  if (metrics.warmingUp && metrics.category !== 'mandatory_rest') {
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
  const words = WORDS[metrics.category];
  const isPlain = ['normal_progression', 'undertraining_opportunity'].includes(metrics.category);
  if (metrics.doubt !== null && isPlain && !isLoud(metrics)) {
    const carriesOn = metrics.category === 'normal_progression';
    return {
      lead: carriesOn ? 'Carry on with care.' : 'Room to build.',
      stress: 'Your legs are fine,',
      rest: 'about your heart nobody can tell.',
      because: `No word about fatigue, because ${DOUBT_REASONS[metrics.doubt]}.`,
      hue: 'external',
      category,
      sureness: sureness(metrics),
    };
  }
  const hold = metrics.category === 'normal_progression' ? holdWords(metrics) : null;
  if (hold !== null) return { ...hold, category: 'Hold steady', sureness: sureness(metrics) };
  return { ...words, because: becauseOf(metrics), category, sureness: sureness(metrics) };
}
