import type { DecisionReason } from '../documents/coach-decision.ts';
import {
  TRAINING_CATEGORIES,
  type LoadBand,
  type TrainingCategory,
  type UnifiedMetrics,
} from '../documents/unified-metrics.ts';
import type { CoachAction } from './coach-action.ts';
import type { CoachSigns, Wellness } from './coach-signs.ts';

/** The hardest action that something allows. */
export interface Ceiling {
  reason: DecisionReason;
  action: CoachAction;
}

const BY_CATEGORY: Record<TrainingCategory, CoachAction> = {
  mandatory_rest: 'rest',
  overtraining_risk: 'rest',
  high_acwr_risk: 'reduce',
  recovery_needed: 'reduce',
  undertraining_opportunity: 'test',
  normal_progression: 'test',
};

/** Beats per minute by which resting heart rate is noticeably, and much, above the usual. */
const RESTING_HR_UP = 5;
const RESTING_HR_FAR_UP = 10;

/** Share of a usual day's load below which there is no room, and room for each action. */
const ROOM: [share: number, action: CoachAction][] = [
  [0.1, 'rest'],
  [0.4, 'reduce'],
  [0.7, 'easy'],
  [1, 'steady'],
];

/** The state of the two evenings that asks for more caution. */
export function cautiousMetrics(signs: Pick<CoachSigns, 'metrics' | 'eve'>): UnifiedMetrics {
  const caution = ({ category }: UnifiedMetrics) => TRAINING_CATEGORIES.indexOf(category);
  return caution(signs.eve) < caution(signs.metrics) ? signs.eve : signs.metrics;
}

/** What is left of a usual day within the window, for the load with the least room; null unknown. */
function roomShare(signs: CoachSigns): number | null {
  const { window, done } = signs;
  const shares = [
    [window.mostLoadMiles, done.loadMiles, signs.usualLoadMiles] as const,
    [window.mostTrimp, done.trimp, signs.usualTrimp] as const,
  ].flatMap(([most, already, usual]) =>
    most === null || usual === null ? [] : [(most - already) / usual],
  );
  return shares.length === 0 ? null : Math.min(...shares);
}

function wellnessCeilings(wellness: Wellness): Ceiling[] {
  const { soreness, sleepHours, sleepQuality, restingHr, restingHrUsual, pain } = wellness;
  const ceilings: Ceiling[] = [];
  if (pain !== null && pain >= 4) {
    ceilings.push({ reason: 'pain', action: pain >= 7 ? 'rest' : 'easy' });
  }
  if (soreness !== null && soreness >= 4) {
    ceilings.push({ reason: 'sore', action: soreness >= 5 ? 'reduce' : 'easy' });
  }
  const slept = sleepHours !== null && sleepHours < 5;
  if (slept || sleepQuality === 1) {
    const action = sleepHours !== null && sleepHours < 4 ? 'reduce' : 'easy';
    ceilings.push({ reason: 'short-sleep', action });
  }
  const up = restingHr === null || restingHrUsual === null ? 0 : restingHr - restingHrUsual;
  if (up >= RESTING_HR_UP) {
    ceilings.push({ reason: 'resting-hr-up', action: up >= RESTING_HR_FAR_UP ? 'reduce' : 'easy' });
  }
  return ceilings;
}

function bandCeiling(band: LoadBand | null, reason: DecisionReason): Ceiling[] {
  if (band === 'above') return [{ reason, action: 'easy' }];
  return band === 'far-above' ? [{ reason, action: 'reduce' }] : [];
}

/** Every limit on how hard today may be. Each falls with fatigue and never rises with it. */
export function coachCeilings(signs: CoachSigns): Ceiling[] {
  const metrics = cautiousMetrics(signs);
  const room = roomShare(signs);
  const step = room === null ? undefined : ROOM.find(([share]) => room < share);
  const ceilings: Ceiling[] = [
    { reason: 'category', action: BY_CATEGORY[metrics.category] },
    ...wellnessCeilings(signs.wellness),
    ...bandCeiling(metrics.externalBand, 'external-above'),
    ...bandCeiling(metrics.internalBand, 'internal-above'),
  ];
  if (step !== undefined) {
    ceilings.push({ reason: step[1] === 'rest' ? 'no-room' : 'little-room', action: step[1] });
  }
  if (metrics.verdict === 'strained' || metrics.verdict === 'overtraining') {
    ceilings.push({ reason: 'strained', action: 'easy' });
  }
  if (signs.returning) ceilings.push({ reason: 'returning', action: 'easy' });
  if (metrics.warmingUp) {
    const reason = metrics.firstDay === null ? 'no-training' : 'warming-up';
    ceilings.push({ reason, action: metrics.firstDay === null ? 'easy' : 'steady' });
  }
  if (!metrics.heartRatesConfirmed) {
    ceilings.push({ reason: 'unconfirmed-heart-rates', action: 'steady' });
  }
  if (metrics.verdict === 'cannot-tell') ceilings.push({ reason: 'cannot-tell', action: 'steady' });
  return ceilings;
}
