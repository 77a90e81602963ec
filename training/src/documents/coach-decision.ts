import { z } from 'zod';
import { COACH_ACTIONS } from '../coach/coach-action.ts';
import { EVIDENCE_IDS } from '../coach/evidence-catalogue.ts';
import { SPORT_FAMILIES } from '../sport/sport-family.ts';
import { localDayField } from './fields.ts';
import { SAFETY_FLOORS, TRAINING_CATEGORIES } from './unified-metrics.ts';

/** What shaped a decision, strongest first. */
export const DECISION_REASONS = [
  'category',
  'pain',
  'no-room',
  'external-above',
  'internal-above',
  'strained',
  'sore',
  'short-sleep',
  'resting-hr-up',
  'returning',
  'warming-up',
  'unconfirmed-heart-rates',
  'cannot-tell',
  'little-room',
  'monotonous',
  'hard-yesterday',
  'planned',
  'no-training',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/** What takes confidence away. */
export const CONFIDENCE_REASONS = [
  'low-coverage',
  'short-history',
  'unconfirmed-heart-rates',
  'divergence-unknown',
  'no-training',
] as const;
export type ConfidenceReason = (typeof CONFIDENCE_REASONS)[number];

const load = z.number().min(0);
const range = z.strictObject({ from: load, to: load });

export const coachDecisionField = z.strictObject({
  day: localDayField,
  category: z.enum(TRAINING_CATEGORIES),
  floor: z.enum(SAFETY_FLOORS),
  action: z.enum(COACH_ACTIONS),
  reasons: z.array(z.enum(DECISION_REASONS)),
  trainedToday: z.boolean(),
  /** Bounds of today's training as a whole. */
  window: z.strictObject({
    leastLoadMiles: load.nullable(),
    mostLoadMiles: load.nullable(),
    leastTrimp: load.nullable(),
    mostTrimp: load.nullable(),
    longestRunMiles: load.nullable(),
    monotonousTrimp: range.nullable(),
  }),
  /** What is left to do today; null where the athlete's usual load is unknown. */
  target: z
    .strictObject({
      loadMiles: range.nullable(),
      trimp: range.nullable(),
      /** Time in each sport the athlete does, the most usual first. */
      minutes: z.array(
        z.strictObject({ family: z.enum(SPORT_FAMILIES), from: load.nullable(), to: load }),
      ),
    })
    .nullable(),
  confidence: z.strictObject({
    score: z.number().min(0).max(1),
    level: z.enum(['low', 'moderate', 'high']),
    reasons: z.array(z.enum(CONFIDENCE_REASONS)),
  }),
  /** Every number the words may name. */
  evidence: z.array(z.strictObject({ id: z.enum(EVIDENCE_IDS), value: z.number() })),
});
export type CoachDecision = z.infer<typeof coachDecisionField>;
