import type { RiskStyle } from '../documents/athlete-settings.ts';

/** Where a risk style draws its lines. */
export interface RiskLimits {
  acwrHigh: number;
  acwrLow: number;
  divergenceOvertraining: number;
  divergenceModerate: number;
  maxDaysWithoutRest: number;
}

/** House rules of this project, by risk style. */
export const RISK_STYLE_LIMITS = {
  conservative: {
    acwrHigh: 1.2,
    acwrLow: 0.85,
    divergenceOvertraining: -0.1,
    divergenceModerate: -0.03,
    maxDaysWithoutRest: 6,
  },
  balanced: {
    acwrHigh: 1.3,
    acwrLow: 0.8,
    divergenceOvertraining: -0.15,
    divergenceModerate: -0.05,
    maxDaysWithoutRest: 7,
  },
  adaptive: {
    acwrHigh: 1.35,
    acwrLow: 0.8,
    divergenceOvertraining: -0.15,
    divergenceModerate: -0.05,
    maxDaysWithoutRest: 7,
  },
  aggressive: {
    acwrHigh: 1.5,
    acwrLow: 0.75,
    divergenceOvertraining: -0.2,
    divergenceModerate: -0.08,
    maxDaysWithoutRest: 8,
  },
} as const satisfies Record<RiskStyle, RiskLimits>;
