import { addDays, type LocalDay } from '../calendar/local-day.ts';
import { dayTotals, type DayTotals } from '../ledger/day-totals.ts';
import type { TrainingHistory } from '../ledger/training-history.ts';
import type { RiskLimits } from '../risk/risk-style-limits.ts';
import { RUN_SPIKE_DAYS } from '../risk/run-spike.ts';
import { ACUTE_DAYS, CHRONIC_DAYS, windowSum } from '../windows/window-sum.ts';
import { loadAtRatio } from './load-at-ratio.ts';
import { monotonousRange, type LoadRange } from './monotonous-range.ts';

/** A run up to this multiple of the longest of the 30 days before is no spike (Frandsen 2025). */
const SPIKE_LIMIT = 1.1;

/**
 * What today's training as a whole, done and to come, may weigh. `null` is unknown or without meaning.
 */
export interface LoadWindow {
  /** Least and most external load that keep its ratio in the athlete's band. */
  leastLoadMiles: number | null;
  mostLoadMiles: number | null;
  leastTrimp: number | null;
  mostTrimp: number | null;
  /** Longest run under the spike limit; null without a run in the 30 days before. */
  longestRunMiles: number | null;
  /** TRIMP between these makes the week too much alike. */
  monotonousTrimp: LoadRange | null;
}

function edges(
  daily: Float64Array,
  day: number,
  limits: Pick<RiskLimits, 'acwrLow' | 'acwrHigh'>,
): { least: number; most: number } {
  const before = {
    six: windowSum(daily, day - 1, ACUTE_DAYS - 1),
    twentySeven: windowSum(daily, day - 1, CHRONIC_DAYS - 1),
  };
  return {
    least: Math.max(0, loadAtRatio(before, limits.acwrLow)),
    most: Math.max(0, loadAtRatio(before, limits.acwrHigh)),
  };
}

/**
 * The load that today may bring, from the 30 days before it.
 *
 * @param known whether ratios mean something: enough history, and for TRIMP enough heart rate
 */
export function loadWindow(
  history: TrainingHistory,
  today: LocalDay,
  limits: Pick<RiskLimits, 'acwrLow' | 'acwrHigh'>,
  known: { external: boolean; internal: boolean },
): LoadWindow {
  const totals = dayTotals(history.ledgers, addDays(today, -RUN_SPIKE_DAYS), today);
  const day = totals.length - 1;
  const external = known.external ? edges(totals.totalLoadMiles, day, limits) : null;
  const internal = known.internal ? edges(totals.trimp, day, limits) : null;
  return {
    leastLoadMiles: external?.least ?? null,
    mostLoadMiles: external?.most ?? null,
    leastTrimp: internal?.least ?? null,
    mostTrimp: internal?.most ?? null,
    longestRunMiles: longestRunMiles(totals),
    monotonousTrimp: known.internal ? monotonousRange(totals.trimp.subarray(day - 6, day)) : null,
  };
}

function longestRunMiles(totals: DayTotals): number | null {
  const longest = Math.max(...totals.longestRunMiles.subarray(0, totals.length - 1));
  return longest > 0 ? longest * SPIKE_LIMIT : null;
}
