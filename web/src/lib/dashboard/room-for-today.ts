import {
  dayTotals,
  addDays,
  RISK_STYLE_LIMITS,
  type Ledger,
  type LocalDay,
  type RiskStyle,
} from '@training-monkey/training';

/** Above this multiple of the longest run of 30 days the hazard of injury rises (Frandsen 2025). */
const SPIKE_LINE = 1.1;

export interface RoomForToday {
  /** What today may still add before the ratio passes the athlete's upper line. */
  loadMiles: number;
  trimp: number;
  /** Longest run today below the spike line; null without a run in the 30 days before. */
  longestRunMiles: number | null;
  /** What today has already. */
  doneLoadMiles: number;
  doneTrimp: number;
}

/**
 * Solves `acute / chronic = high` for today's load x, where acute = (six + x)/7 and
 * chronic = (before + x)/28, so x = (high·before − 4·six)/(4 − high).
 *
 * @param six sum of the six days before @param before sum of the 27 days before
 * @param done what today has already
 * @returns what may be added, 0 when the line is passed
 * @example roomBelow(1.3, 30, 140, 0) // 22.96
 */
export function roomBelow(high: number, six: number, before: number, done: number): number {
  return Math.max(0, (high * before - 4 * six) / (4 - high) - done);
}

/** How much the athlete may still do today; says little before 28 days of history. */
export function roomForToday(
  ledgers: readonly Ledger[],
  style: RiskStyle,
  today: LocalDay,
): RoomForToday {
  const totals = dayTotals(ledgers, addDays(today, -30), today);
  const sum = (column: Float64Array, from: number, to: number) =>
    column.subarray(from, to).reduce((a, b) => a + b, 0);
  const high = RISK_STYLE_LIMITS[style].acwrHigh;
  const room = (column: Float64Array) =>
    roomBelow(high, sum(column, 24, 30), sum(column, 3, 30), column[30] ?? 0);
  const longest = Math.max(...totals.longestRunMiles.subarray(0, 30));
  return {
    loadMiles: room(totals.totalLoadMiles),
    trimp: room(totals.trimp),
    longestRunMiles: longest > 0 ? longest * SPIKE_LINE : null,
    doneLoadMiles: totals.totalLoadMiles[30] ?? 0,
    doneTrimp: totals.trimp[30] ?? 0,
  };
}
