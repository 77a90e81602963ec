import { dayOrdinal, localDay, yearOf } from '../calendar/local-day.ts';
import type { DayLoads } from '../ledger/day-loads.ts';

/** A day of so little TRIMP is still restful. */
const RESTFUL_TRIMP = 10;

/**
 * Whether a day rests the athlete: no counted activity, or all of them with known TRIMP totalling at
 * most 10. An activity without heart rate is never rest.
 */
function isRestful(loads: DayLoads, day: number): boolean {
  if (loads.activityCount[day] === loads.internalCount[day]) {
    return loads.trimp[day]! <= RESTFUL_TRIMP;
  }
  return false;
}

/**
 * Days from the last restful day to each day: 0 on a restful day.
 *
 * Before the loads begin the athlete is taken to have rested, so a streak that reaches their first
 * day counts from the day before. A count never reaches beyond 31 December two calendar years
 * back, so that it follows from the ledgers of this year and the last; by then it has exceeded any limit.
 *
 * @param loads beginning with the first day of training, or on 1 January of last year
 * @returns one element a day
 */
export function daysSinceRest(loads: DayLoads): Int32Array {
  const streaks = new Int32Array(loads.length);
  const first = dayOrdinal(loads.from);
  let year = yearOf(loads.from);
  let streak = 0;
  let [reach, nextYear] = yearBounds(year);
  for (let day = 0; day < loads.length; day++) {
    const ordinal = first + day;
    if (ordinal === nextYear) [reach, nextYear] = yearBounds(++year);
    streak = isRestful(loads, day) ? 0 : streak + 1;
    streaks[day] = Math.min(streak, ordinal - reach);
  }
  return streaks;
}

/** Ordinals of 31 December two years before a year, and of 1 January after it. */
function yearBounds(year: number): [number, number] {
  const newYear = (y: number) => dayOrdinal(localDay(`${String(y).padStart(4, '0')}-01-01`));
  return [newYear(year - 1) - 1, newYear(year + 1)];
}
