import { addDays, daysBetween, type LocalDay } from '../calendar/local-day.ts';
import { isReturning } from '../coach/is-returning.ts';
import { loadAtRatio } from '../coach/load-at-ratio.ts';
import { dayTotals } from '../ledger/day-totals.ts';
import { historyStart, type TrainingHistory } from '../ledger/training-history.ts';
import { RUN_SPIKE_DAYS } from '../risk/run-spike.ts';
import { ACUTE_DAYS, CHRONIC_DAYS, windowSum } from '../windows/window-sum.ts';

/** Two chronic windows tell a break; a week more makes whole weeks. */
const DAYS_BEFORE = 2 * CHRONIC_DAYS + ACUTE_DAYS;

/** What was done, followed by what is planned as if it were done: only for looking ahead. */
export interface SimulatedDays {
  add: (
    day: LocalDay,
    session: { loadMiles: number; trimp: number | null; runMiles: number },
  ) => void;
  /** Load of the days from `from` to before `to`. */
  loadBetween: (from: LocalDay, to: LocalDay) => number;
  /** Most load of a day that keeps the external and the internal ratio at or below `high`. */
  roomFor: (day: LocalDay, high: number, trimpPerLoadMile: number | null) => number;
  /** Longest run of the 30 days before a day; null without one. */
  longestRunBefore: (day: LocalDay) => number | null;
  /** Days in a row with load that end on the day before. */
  streakBefore: (day: LocalDay) => number;
}

/** The days up to and with `today` as they were, and empty days to `end`. */
export function simulatedDays(
  history: TrainingHistory,
  today: LocalDay,
  end: LocalDay,
): SimulatedDays {
  const from = addDays(today, -DAYS_BEFORE);
  const totals = dayTotals(history.ledgers, from, today);
  const length = daysBetween(from, end) + 1;
  const extended = (column: Float64Array) => {
    const all = new Float64Array(Math.max(length, column.length));
    all.set(column);
    return all;
  };
  const load = extended(totals.totalLoadMiles);
  const trimp = extended(totals.trimp);
  const runs = extended(totals.longestRunMiles);
  const active = extended(totals.activityCount);
  const start = historyStart(history, today);
  const at = (day: LocalDay) => daysBetween(from, day);

  const hasBase = (d: number) => {
    const first = start === null ? active.findIndex((count) => count > 0) : at(start);
    if (first < 0 && start === null) return false;
    if (d - first < CHRONIC_DAYS) return false;
    return !isReturning(active.subarray(Math.max(0, d - 2 * CHRONIC_DAYS), d));
  };
  const room = (daily: Float64Array, d: number, high: number) =>
    loadAtRatio(
      {
        six: windowSum(daily, d - 1, ACUTE_DAYS - 1),
        twentySeven: windowSum(daily, d - 1, CHRONIC_DAYS - 1),
      },
      high,
    );

  return {
    add: (day, session) => {
      const d = at(day);
      load[d]! += session.loadMiles;
      trimp[d]! += session.trimp ?? 0;
      runs[d] = Math.max(runs[d]!, session.runMiles);
      active[d]! += 1;
    },
    loadBetween: (a, b) => load.subarray(Math.max(0, at(a)), at(b)).reduce((x, y) => x + y, 0),
    roomFor: (day, high, trimpPerLoadMile) => {
      const d = at(day);
      if (!hasBase(d)) return Infinity;
      const external = room(load, d, high) - load[d]!;
      if (trimpPerLoadMile === null) return Math.max(0, external);
      const internal = (room(trimp, d, high) - trimp[d]!) / trimpPerLoadMile;
      return Math.max(0, Math.min(external, internal));
    },
    longestRunBefore: (day) => {
      const d = at(day);
      const longest = Math.max(0, ...runs.subarray(Math.max(0, d - RUN_SPIKE_DAYS), d));
      return longest > 0 ? longest : null;
    },
    streakBefore: (day) => {
      let streak = 0;
      for (let d = at(day) - 1; d >= 0 && active[d]! > 0; d--) streak++;
      return streak;
    },
  };
}
