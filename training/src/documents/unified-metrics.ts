import { z } from 'zod';
import { RISK_STYLES } from './athlete-settings.ts';
import { instantField, localDayField } from './fields.ts';

export const LOAD_BANDS = ['under', 'sweet-spot', 'above', 'far-above'] as const;
export type LoadBand = (typeof LOAD_BANDS)[number];

export const DIVERGENCE_VERDICTS = ['overtraining', 'strained', 'steady', 'cannot-tell'] as const;
export type DivergenceVerdict = (typeof DIVERGENCE_VERDICTS)[number];

/** Why a verdict is "cannot tell". */
export const DOUBTS = [
  'no-activities',
  'warming-up',
  'no-heart-rate',
  'low-coverage',
  'interval-straddles-threshold',
] as const;
export type Doubt = (typeof DOUBTS)[number];

export const RISK_LEVELS = ['low', 'moderate', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

export const TRAINING_CATEGORIES = [
  'mandatory_rest',
  'overtraining_risk',
  'high_acwr_risk',
  'recovery_needed',
  'undertraining_opportunity',
  'normal_progression',
] as const;
export type TrainingCategory = (typeof TRAINING_CATEGORIES)[number];

export const SAFETY_FLOORS = ['none', 'reduce', 'rest'] as const;
export type SafetyFloor = (typeof SAFETY_FLOORS)[number];

export const SPIKE_LEVELS = ['none', 'small', 'large', 'extreme'] as const;

const ratio = z.number().min(0).nullable();
const fraction = z.number().min(0).max(1).nullable();
const divergence = z.number().min(-2).max(2).nullable();

/**
 * How an athlete is on a day: everything cards, coach and alerts show. `null` is unknown.
 * Computed by `unifiedMetrics` from ledger and settings alone.
 */
export const unifiedMetricsField = z.strictObject({
  asOf: localDayField,
  formulaVersion: z.int(),
  riskStyle: z.enum(RISK_STYLES),
  heartRatesConfirmed: z.boolean(),
  /** Day of the first counted activity up to `asOf`. */
  firstDay: localDayField.nullable(),
  historyDays: z.int().min(0).nullable(),
  warmingUp: z.boolean(),
  /** Counted activities in the last 7 and 28 days. */
  acuteActivityCount: z.int().min(0),
  chronicActivityCount: z.int().min(0),

  sevenDayAvgLoad: z.number().min(0),
  twentyeightDayAvgLoad: z.number().min(0),
  sevenDayAvgTrimp: z.number().min(0),
  twentyeightDayAvgTrimp: z.number().min(0),
  /** Sums over the last 7 days and the 7 before. */
  sevenDayLoad: z.number().min(0),
  sevenDayTrimp: z.number().min(0),
  previousSevenDayLoad: z.number().min(0),
  previousSevenDayTrimp: z.number().min(0),
  acuteChronicRatio: ratio,
  trimpAcuteChronicRatio: ratio,
  uncoupledAcuteChronicRatio: ratio,
  uncoupledTrimpAcuteChronicRatio: ratio,
  /** Null while warming up. */
  externalBand: z.enum(LOAD_BANDS).nullable(),
  internalBand: z.enum(LOAD_BANDS).nullable(),

  normalizedDivergence: divergence,
  naiveDivergence: divergence,
  divergenceLow: divergence,
  divergenceHigh: divergence,
  coverageAcute: fraction,
  coverageChronic: fraction,
  verdict: z.enum(DIVERGENCE_VERDICTS),
  doubt: z.enum(DOUBTS).nullable(),

  daysSinceRest: z.int().min(0).nullable(),
  /** Null while warming up. */
  injuryRiskPoints: z.int().min(0).max(100).nullable(),
  injuryRisk: z.enum(RISK_LEVELS).nullable(),
  category: z.enum(TRAINING_CATEGORIES),
  safetyFloor: z.enum(SAFETY_FLOORS),

  /** Foster's monotony and strain of the last 7 days of TRIMP. */
  monotony: z.number().min(0).nullable(),
  strain: z.number().min(0).nullable(),
  /** Longest run today, and of the 30 days before; null without a run. */
  longestRunMilesToday: z.number().min(0).nullable(),
  longestRunMilesBefore: z.number().min(0).nullable(),
  runSpikeRatio: ratio,
  runSpike: z.enum(SPIKE_LEVELS).nullable(),
});
export type UnifiedMetrics = z.infer<typeof unifiedMetricsField>;

/** `users/{uid}/dashboard/latest`, written by functions. */
export const dashboardDocument = z.strictObject({
  metrics: unifiedMetricsField,
  updatedAt: instantField,
});
export type DashboardDocument = z.infer<typeof dashboardDocument>;
