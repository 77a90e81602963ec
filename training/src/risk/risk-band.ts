import type { LoadBand } from '../documents/unified-metrics.ts';
import type { RiskLimits } from './risk-style-limits.ts';

/** How far above the high limit "far above" begins. */
export const FAR_ABOVE_HIGH = 0.2;

/**
 * The band an acute:chronic ratio lies in: under low, sweet spot (both limits included), above high,
 * above high + 0.2.
 *
 * @returns null if the ratio is
 * @example riskBand(1.4, RISK_STYLE_LIMITS.balanced) // 'above'
 */
export function riskBand(
  ratio: number | null,
  { acwrLow, acwrHigh }: Pick<RiskLimits, 'acwrLow' | 'acwrHigh'>,
): LoadBand | null {
  if (ratio === null) return null;
  if (ratio < acwrLow) return 'under';
  if (ratio <= acwrHigh) return 'sweet-spot';
  return ratio <= acwrHigh + FAR_ABOVE_HIGH ? 'above' : 'far-above';
}
