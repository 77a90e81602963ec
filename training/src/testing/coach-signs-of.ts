import { localDay } from '../calendar/local-day.ts';
import type { Wellness, CoachSigns } from '../coach/coach-signs.ts';
import type { CoachAction } from '../coach/coach-action.ts';
import { loadAtRatio } from '../coach/load-at-ratio.ts';
import type { LoadRange } from '../coach/monotonous-range.ts';
import type { UnifiedMetrics } from '../documents/unified-metrics.ts';
import { unifiedMetrics } from '../metrics/unified-metrics.ts';
import { divergenceVerdict } from '../divergence/divergence-verdict.ts';
import { riskBand } from '../risk/risk-band.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import { safetyFloor, trainingCategory } from '../risk/training-category.ts';
import { defaultAthleteSettings } from '../documents/athlete-settings.ts';

/** The state of an athlete in a few numbers; tests change what they are about. */
export interface CoachState {
  external: number | null;
  internal: number | null;
  divergence: number | null;
  /** Share of training with heart rate, in both windows. */
  coverage: number | null;
  streak: number | null;
  historyDays: number | null;
  confirmed: boolean;
  returning: boolean;
  /** Load of the 6 and of the 27 days before today; null where there is no window. */
  before: { six: number; twentySeven: number } | null;
  doneMiles: number;
  yesterdayMiles: number;
  /** TRIMP that makes the week too much alike. */
  monotonous: LoadRange | null;
  wellness: Partial<Wellness>;
  planned: CoachAction | null;
}

const DAY = localDay('2025-03-10');
const LIMITS = RISK_STYLE_LIMITS.balanced;
const NO_WELLNESS: Wellness = {
  soreness: null,
  sleepHours: null,
  sleepQuality: null,
  restingHr: null,
  restingHrUsual: 50,
  pain: null,
};

/** An athlete in balance who trains 6 miles and 60 TRIMP on a usual day. */
const BALANCED: CoachState = {
  external: 1.05,
  internal: 1.05,
  divergence: 0,
  coverage: 1,
  streak: 3,
  historyDays: 200,
  confirmed: true,
  returning: false,
  before: { six: 27, twentySeven: 115 },
  doneMiles: 0,
  yesterdayMiles: 6,
  monotonous: null,
  wellness: {},
  planned: null,
};

function metricsOf(state: CoachState): UnifiedMetrics {
  const { external, internal, divergence, coverage, streak, historyDays } = state;
  const warmingUp = historyDays === null || historyDays < 28;
  const { verdict, doubt } = divergenceVerdict(
    {
      divergence: {
        normalizedDivergence: divergence,
        naiveDivergence: divergence,
        coverageAcute: coverage,
        coverageChronic: coverage,
      },
      interval: { low: divergence, high: divergence },
      chronicActivityCount: historyDays === null ? 0 : 20,
      warmingUp,
    },
    LIMITS,
  );
  const signs = {
    externalRatio: warmingUp ? null : external,
    internalRatio: warmingUp ? null : internal,
    divergence: verdict === 'cannot-tell' ? null : divergence,
    daysSinceRest: streak,
  };
  const category = trainingCategory(signs, LIMITS);
  const settings = { ...defaultAthleteSettings('UTC', '2025-03-10T00:00:00.000Z') };
  return {
    ...unifiedMetrics({ ledgers: [], firstDay: null }, settings, DAY),
    heartRatesConfirmed: state.confirmed,
    firstDay: historyDays === null ? null : localDay('2024-01-01'),
    historyDays,
    warmingUp,
    chronicActivityCount: historyDays === null ? 0 : 20,
    twentyeightDayAvgLoad: historyDays === null ? 0 : 5,
    twentyeightDayAvgTrimp: historyDays === null || coverage === 0 ? 0 : 50,
    sevenDayLoad: historyDays === null ? 0 : 36,
    sevenDayTrimp: historyDays === null ? 0 : 360,
    previousSevenDayLoad: historyDays === null ? 0 : 32,
    previousSevenDayTrimp: historyDays === null ? 0 : 400,
    acuteChronicRatio: external,
    trimpAcuteChronicRatio: internal,
    externalBand: riskBand(signs.externalRatio, LIMITS),
    internalBand: riskBand(signs.internalRatio, LIMITS),
    normalizedDivergence: divergence,
    coverageAcute: coverage,
    coverageChronic: coverage,
    verdict,
    doubt,
    daysSinceRest: streak,
    category,
    safetyFloor: safetyFloor(category),
    longestRunMilesBefore: historyDays === null ? null : 10,
  };
}

/** What the coach sees of an athlete in this state. */
export function coachSignsOf(changes: Partial<CoachState>): CoachSigns {
  const state = { ...BALANCED, ...changes };
  const metrics = metricsOf(state);
  const { before } = state;
  const edge = (ratio: number, scale: number) =>
    before === null ? null : scale * Math.max(0, loadAtRatio(before, ratio));
  const hasTrimp = state.coverage !== null && state.coverage >= 0.5;
  const hasTraining = state.historyDays !== null;
  return {
    day: DAY,
    metrics,
    eve: metrics,
    done: {
      activityCount: state.doneMiles > 0 ? 1 : 0,
      loadMiles: state.doneMiles,
      trimp: state.doneMiles * 10,
    },
    yesterdayLoadMiles: state.yesterdayMiles,
    usualLoadMiles: hasTraining ? 6 : null,
    usualTrimp: hasTraining && hasTrimp ? 60 : null,
    window: {
      leastLoadMiles: edge(LIMITS.acwrLow, 1),
      mostLoadMiles: edge(LIMITS.acwrHigh, 1),
      leastTrimp: hasTrimp ? edge(LIMITS.acwrLow, 10) : null,
      mostTrimp: hasTrimp ? edge(LIMITS.acwrHigh, 10) : null,
      longestRunMiles: hasTraining ? 11 : null,
      monotonousTrimp: hasTrimp ? state.monotonous : null,
    },
    rates: hasTraining
      ? [{ family: 'foot', movingTimeS: 36_000, loadMilesPerHour: 6, trimpPerHour: 60 }]
      : [],
    returning: state.returning,
    wellness: { ...NO_WELLNESS, ...state.wellness },
    planned: state.planned === null ? null : { action: state.planned, loadMiles: 6, trimp: 60 },
  };
}
