import { z } from 'zod';
import { coachDecisionField } from './coach-decision.ts';
import { coachWordsField } from './coach-words.ts';
import { instantField, localDayField, textField } from './fields.ts';
import { TRAINING_CATEGORIES } from './unified-metrics.ts';

/** Why a recommendation has the words of the rules. */
export const FALLBACKS = [
  'athlete-choice',
  'not-configured',
  'strava-policy',
  'budget',
  'refused',
  'truncated',
  'overloaded',
  'timed-out',
  'unreadable',
  'failed',
  'words-rejected',
] as const;
export type Fallback = (typeof FALLBACKS)[number];

const count = z.int().min(0);

/** What asking a language model took. */
export const modelUsageField = z.strictObject({
  calls: count,
  inputTokens: count,
  cacheReadTokens: count,
  cacheWriteTokens: count,
  outputTokens: count,
  /** Null while the price of the model is not known. */
  costUsd: z.number().min(0).nullable(),
});
export type ModelUsage = z.infer<typeof modelUsageField>;

/**
 * `users/{uid}/recommendations/{day}`: what the coach said for a day, with the numbers it used.
 * Written by functions.
 */
export const recommendationDocument = z.strictObject({
  generatedDate: localDayField,
  decision: coachDecisionField,
  words: coachWordsField,
  /** Headline and sentences in one text. */
  recommendationText: z.string(),
  confidenceScore: z.number().min(0).max(1),
  recommendationType: z.enum(TRAINING_CATEGORIES),
  /** Counted activities of the last 28 days. */
  activityCount: count,
  latestAcwr: z.number().min(0).nullable(),
  /** TRIMP of the last 7 days; null when none is known. */
  latestTrimp: z.number().min(0).nullable(),
  /** A model's name, or `rules-N`. */
  modelVersion: z.string().max(100),
  /** Why the rules speak; null where a model does. */
  fallback: z.enum(FALLBACKS).nullable(),
  processingTimeMs: z.number().min(0),
  usage: modelUsageField,
  /** New training or notes since then; the next refresh clears it. */
  outdated: z.boolean(),
  createdAt: instantField,
  updatedAt: instantField,
});
export type RecommendationDocument = z.infer<typeof recommendationDocument>;

/** `users/{uid}/budgets/coach`: what a day has asked of the coach so far. Written by functions. */
export const coachBudgetDocument = z.strictObject({
  day: localDayField,
  refreshes: count,
  /** Input and output tokens, reserved before a call and settled after it. */
  tokens: count,
});
export type CoachBudgetDocument = z.infer<typeof coachBudgetDocument>;

/** `users/{uid}/coachFeedback/{day}`: what the athlete thinks of a recommendation. */
export const coachFeedbackDocument = z.strictObject({
  thumb: z.enum(['up', 'down']),
  reason: textField(500).nullable(),
  updatedAt: instantField,
});
export type CoachFeedbackDocument = z.infer<typeof coachFeedbackDocument>;
