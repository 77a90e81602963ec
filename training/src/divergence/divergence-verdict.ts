import type { DivergenceVerdict, Doubt } from '../documents/unified-metrics.ts';
import type { RiskLimits } from '../risk/risk-style-limits.ts';
import type { DivergenceInterval } from './divergence-interval.ts';
import type { MatchedDivergence } from './matched-divergence.ts';

const LEAST_COVERAGE = 0.5;

/** Everything a verdict rests on. */
export interface DivergenceEvidence {
  divergence: MatchedDivergence;
  interval: DivergenceInterval;
  /** Counted activities in the last 28 days. */
  chronicActivityCount: number;
  warmingUp: boolean;
}

/** A verdict, and why it is "cannot tell". */
export interface VerdictAndDoubt {
  verdict: DivergenceVerdict;
  doubt: Doubt | null;
}

function plainVerdict(d: number, limits: RiskLimits): DivergenceVerdict {
  if (d <= limits.divergenceOvertraining) return 'overtraining';
  return d < limits.divergenceModerate ? 'strained' : 'steady';
}

/**
 * What the divergence says, if it can be trusted.
 *
 * "Cannot tell" without activities, in the first 28 days, without a divergence, when matched
 * activities make up less than half of either window, or when the interval and the matched value do
 * not all lie on the same side of each threshold.
 */
export function divergenceVerdict(
  { divergence, interval, chronicActivityCount, warmingUp }: DivergenceEvidence,
  limits: RiskLimits,
): VerdictAndDoubt {
  const cannotTell = (doubt: Doubt): VerdictAndDoubt => ({ verdict: 'cannot-tell', doubt });
  const { normalizedDivergence: d, coverageAcute, coverageChronic } = divergence;
  if (chronicActivityCount === 0) return cannotTell('no-activities');
  if (warmingUp) return cannotTell('warming-up');
  if (d === null) return cannotTell('no-heart-rate');
  const isThin = (coverage: number | null) => coverage !== null && coverage < LEAST_COVERAGE;
  if (isThin(coverageAcute) || isThin(coverageChronic)) return cannotTell('low-coverage');
  const verdict = plainVerdict(d, limits);
  const straddles = [interval.low, interval.high].some(
    (end) => end !== null && plainVerdict(end, limits) !== verdict,
  );
  return straddles ? cannotTell('interval-straddles-threshold') : { verdict, doubt: null };
}
