import type { CoachDecision, ConfidenceReason } from '../documents/coach-decision.ts';
import type { UnifiedMetrics } from '../documents/unified-metrics.ts';
import { CHRONIC_DAYS } from '../windows/window-sum.ts';

/** The most that can be said: the link between these ratios and injury is contested. */
const BEST = 0.9;
const WITHOUT_HEART_RATE = 0.4;
const WITHOUT_HISTORY = 0.3;
const UNCONFIRMED = 0.6;
const DIVERGENCE_UNKNOWN = 0.8;
const FULL_COVERAGE = 0.9;

/**
 * How much a decision can be trusted, 0–1: a product of what is known, so that less of anything
 * never gives more. Above 0.7 high, above 0.4 moderate, else low. A heuristic of this project.
 *
 * @example coachConfidence({ coverageAcute: 1, coverageChronic: 1, historyDays: 200,
 *   heartRatesConfirmed: true, verdict: 'steady' }).score // 0.9
 */
export function coachConfidence(metrics: UnifiedMetrics): CoachDecision['confidence'] {
  const coverage = Math.min(metrics.coverageAcute ?? 0, metrics.coverageChronic ?? 0);
  const history = Math.min(1, (metrics.historyDays ?? 0) / CHRONIC_DAYS);
  const reasons: ConfidenceReason[] = [];
  if (metrics.chronicActivityCount === 0) reasons.push('no-training');
  else if (coverage < FULL_COVERAGE) reasons.push('low-coverage');
  if (history < 1) reasons.push('short-history');
  if (!metrics.heartRatesConfirmed) reasons.push('unconfirmed-heart-rates');
  if (metrics.verdict === 'cannot-tell') reasons.push('divergence-unknown');
  const score =
    BEST *
    (WITHOUT_HEART_RATE + (1 - WITHOUT_HEART_RATE) * coverage) *
    (WITHOUT_HISTORY + (1 - WITHOUT_HISTORY) * history) *
    (metrics.heartRatesConfirmed ? 1 : UNCONFIRMED) *
    (metrics.verdict === 'cannot-tell' ? DIVERGENCE_UNKNOWN : 1);
  return { score, level: score > 0.7 ? 'high' : score > 0.4 ? 'moderate' : 'low', reasons };
}
