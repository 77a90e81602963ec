import type { SafetyFloor, TrainingCategory } from '../documents/unified-metrics.ts';
import type { RiskSigns } from './injury-risk-points.ts';
import type { RiskLimits } from './risk-style-limits.ts';

/** Days without rest above which a moderate divergence asks for recovery. */
const DAYS_BEFORE_RECOVERY = 5;

/**
 * What kind of day today should be, first match: too long without rest, divergence at the
 * overtraining limit, both ratios high, moderate divergence after more than five days without rest,
 * both ratios low, else normal.
 *
 * @param signs with `divergence` null where its verdict is "cannot tell": that never produces the
 *   divergence categories; and with both ratios null while warming up
 */
export function trainingCategory(signs: RiskSigns, limits: RiskLimits): TrainingCategory {
  const { externalRatio, internalRatio, divergence, daysSinceRest } = signs;
  const both = (test: (ratio: number) => boolean) =>
    externalRatio !== null && internalRatio !== null && test(externalRatio) && test(internalRatio);
  if (daysSinceRest !== null && daysSinceRest > limits.maxDaysWithoutRest) return 'mandatory_rest';
  if (divergence !== null && divergence <= limits.divergenceOvertraining) {
    return 'overtraining_risk';
  }
  if (both((ratio) => ratio > limits.acwrHigh)) return 'high_acwr_risk';
  if (
    divergence !== null &&
    divergence < limits.divergenceModerate &&
    daysSinceRest !== null &&
    daysSinceRest > DAYS_BEFORE_RECOVERY
  ) {
    return 'recovery_needed';
  }
  if (both((ratio) => ratio < limits.acwrLow)) return 'undertraining_opportunity';
  return 'normal_progression';
}

const FLOORS = {
  mandatory_rest: 'rest',
  overtraining_risk: 'rest',
  high_acwr_risk: 'reduce',
  recovery_needed: 'reduce',
  undertraining_opportunity: 'none',
  normal_progression: 'none',
} as const satisfies Record<TrainingCategory, SafetyFloor>;

/** The least caution a category asks for; no advice may go below it. */
export function safetyFloor(category: TrainingCategory): SafetyFloor {
  return FLOORS[category];
}
