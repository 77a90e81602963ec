import { addDays, type LocalDay } from '../calendar/local-day.ts';
import type { AthleteSettings } from '../documents/athlete-settings.ts';
import type { JournalDocument } from '../documents/journal.ts';
import type { UnifiedMetrics } from '../documents/unified-metrics.ts';
import { datedRows } from '../divergence/dated-rows.ts';
import { RATE_DAYS } from '../divergence/trimp-per-minute-range.ts';
import { dayTotals } from '../ledger/day-totals.ts';
import type { TrainingHistory } from '../ledger/training-history.ts';
import { unifiedMetrics } from '../metrics/unified-metrics.ts';
import { RISK_STYLE_LIMITS } from '../risk/risk-style-limits.ts';
import { thresholdSetFor } from '../thresholds/threshold-set-for.ts';
import { CHRONIC_DAYS } from '../windows/window-sum.ts';
import type { CoachAction } from './coach-action.ts';
import { isReturning } from './is-returning.ts';
import { loadWindow, type LoadWindow } from './load-window.ts';
import { trainingRates, type TrainingRate } from './training-rates.ts';

/** Less matched training time than this, and TRIMP sums say too little for a window. */
const LEAST_COVERAGE = 0.5;
/** Days looked at for a break: the chronic window and as much before it. */
const BREAK_REACH = 2 * CHRONIC_DAYS;

/** What the plan asks of today. */
export interface PlannedToday {
  action: CoachAction;
  loadMiles: number;
  trimp: number | null;
}

/** How the athlete says they are; `null` is not said. */
export interface Wellness {
  soreness: number | null;
  sleepHours: number | null;
  sleepQuality: number | null;
  restingHr: number | null;
  /** The resting heart rate of the settings, once confirmed. */
  restingHrUsual: number | null;
  /** Last evening. */
  pain: number | null;
}

/** Everything a decision looks at. `null` is unknown. */
export interface CoachSigns {
  day: LocalDay;
  metrics: UnifiedMetrics;
  /** As of the evening before: an untrained morning counts as rest, which hides a streak. */
  eve: UnifiedMetrics;
  done: { activityCount: number; loadMiles: number; trimp: number };
  yesterdayLoadMiles: number;
  /** Mean of the days with load within the last 28, today left out. */
  usualLoadMiles: number | null;
  usualTrimp: number | null;
  window: LoadWindow;
  rates: TrainingRate[];
  returning: boolean;
  wellness: Wellness;
  planned: PlannedToday | null;
}

/** What a coach is told about an athlete. */
export interface CoachInput {
  history: TrainingHistory;
  settings: AthleteSettings;
  today: LocalDay;
  /** The journal of today and of yesterday; null where nothing was written. */
  journal: { today: JournalDocument | null; yesterday: JournalDocument | null };
  planned: PlannedToday | null;
}

/** Mean of the days that have any; null without one. */
function meanOfDaysWith(loads: Float64Array): number | null {
  const some = loads.filter((load) => load > 0);
  return some.length === 0 ? null : some.reduce((a, b) => a + b, 0) / some.length;
}

/** Reads what a decision looks at from history, settings, journal and plan. */
export function coachSigns({ history, settings, today, journal, planned }: CoachInput): CoachSigns {
  const metrics = unifiedMetrics(history, settings, today);
  const totals = dayTotals(history.ledgers, addDays(today, 1 - BREAK_REACH), today);
  const last = totals.length - 1;
  const returning = isReturning(totals.activityCount);
  const hasBase = !metrics.warmingUp && !returning;
  const covered = (share: number | null) => share === null || share >= LEAST_COVERAGE;
  const before = (column: Float64Array) => column.subarray(last - CHRONIC_DAYS + 1, last);
  const { restingHr } = thresholdSetFor(settings.thresholds, today);
  const morning = journal.today?.morning ?? null;
  return {
    day: today,
    metrics,
    eve: unifiedMetrics(history, settings, addDays(today, -1)),
    done: {
      activityCount: totals.activityCount[last]!,
      loadMiles: totals.totalLoadMiles[last]!,
      trimp: totals.trimp[last]!,
    },
    yesterdayLoadMiles: totals.totalLoadMiles[last - 1]!,
    usualLoadMiles: meanOfDaysWith(before(totals.totalLoadMiles)),
    usualTrimp: meanOfDaysWith(before(totals.trimp)),
    window: loadWindow(history, today, RISK_STYLE_LIMITS[settings.riskStyle], {
      external: hasBase && metrics.twentyeightDayAvgLoad > 0,
      internal:
        hasBase &&
        metrics.twentyeightDayAvgTrimp > 0 &&
        covered(metrics.coverageAcute) &&
        covered(metrics.coverageChronic),
    }),
    rates: trainingRates(datedRows(history.ledgers, today, RATE_DAYS)),
    returning: !metrics.warmingUp && returning,
    wellness: {
      soreness: morning?.soreness ?? null,
      sleepHours: morning?.sleepHours ?? null,
      sleepQuality: morning?.sleepQuality ?? null,
      restingHr: morning?.restingHr ?? null,
      restingHrUsual: settings.confirmed ? restingHr : null,
      pain: journal.yesterday?.evening?.pain ?? null,
    },
    planned,
  };
}
