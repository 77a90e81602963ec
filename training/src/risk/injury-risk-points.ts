import type { RiskLevel } from '../documents/unified-metrics.ts';
import { FAR_ABOVE_HIGH } from './risk-band.ts';
import type { RiskLimits } from './risk-style-limits.ts';

/** What the points are given for; `null` is unknown and earns none. */
export interface RiskSigns {
  externalRatio: number | null;
  internalRatio: number | null;
  divergence: number | null;
  daysSinceRest: number | null;
}

function ratioPoints(ratio: number | null, { acwrHigh, acwrLow }: RiskLimits): number {
  if (ratio === null) return 0;
  if (ratio > acwrHigh + FAR_ABOVE_HIGH) return 40;
  if (ratio > acwrHigh) return 30;
  if (ratio > acwrHigh - 0.2) return 20;
  return ratio > acwrLow ? 10 : 0;
}

function divergencePoints(divergence: number | null, limits: RiskLimits): number {
  if (divergence === null) return 0;
  if (divergence < limits.divergenceOvertraining - 0.1) return 40;
  if (divergence < limits.divergenceOvertraining) return 30;
  return divergence < limits.divergenceModerate ? 15 : 0;
}

function restPoints(daysSinceRest: number | null, { maxDaysWithoutRest }: RiskLimits): number {
  if (daysSinceRest === null) return 0;
  if (daysSinceRest > maxDaysWithoutRest) return 20;
  if (daysSinceRest > maxDaysWithoutRest - 1) return 15;
  return daysSinceRest > maxDaysWithoutRest - 2 ? 10 : 0;
}

/** Mean of the ratios that are known; null without any. */
function meanRatio(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return (a + b) / 2;
}

/**
 * Injury-risk points, 0–100: up to 40 for the mean of both acute:chronic ratios, 40 for the
 * divergence, 20 for days without rest.
 *
 * A heuristic of this project, no measurement: none of its parts has been shown to predict injury.
 *
 * @example injuryRiskPoints({ externalRatio: 1.41, internalRatio: 1.52, divergence: -0.075,
 *   daysSinceRest: 6 }, RISK_STYLE_LIMITS.balanced) // 55
 */
export function injuryRiskPoints(signs: RiskSigns, limits: RiskLimits): number {
  return (
    ratioPoints(meanRatio(signs.externalRatio, signs.internalRatio), limits) +
    divergencePoints(signs.divergence, limits) +
    restPoints(signs.daysSinceRest, limits)
  );
}

/** Points as a level: above 70 high, above 40 moderate. @example injuryRiskLevel(55) // 'moderate' */
export function injuryRiskLevel(points: number): RiskLevel {
  if (points > 70) return 'high';
  return points > 40 ? 'moderate' : 'low';
}
