import { dayInYear, dayOrdinal, type LocalDay } from '../calendar/local-day.ts';
import type { Ledger } from '../documents/ledger.ts';

/**
 * What each calendar day weighed: sums over its counted activities, one element a day from `from` to
 * `to` without gaps; a rest day is 0 in every column. What is unknown adds nothing, so a sum of loads
 * means little without the counts beside it.
 */
export interface DayLoads {
  from: LocalDay;
  to: LocalDay;
  length: number;
  activityCount: Float64Array;
  /** Activities with known external load, with known TRIMP, with both. */
  externalCount: Float64Array;
  internalCount: Float64Array;
  matchedCount: Float64Array;
  totalLoadMiles: Float64Array;
  trimp: Float64Array;
  /** Loads of the activities of which both are known. */
  matchedLoadMiles: Float64Array;
  matchedTrimp: Float64Array;
  movingTimeS: Float64Array;
  matchedMovingTimeS: Float64Array;
}

/**
 * Calls back for every counted row of some ledgers on a day of a span, with the day counted from 0.
 */
export function forEachCountedRow(
  ledgers: readonly Ledger[],
  { from, length }: Pick<DayLoads, 'from' | 'length'>,
  use: (ledger: Ledger, row: number, day: number) => void,
): void {
  for (const ledger of ledgers) {
    const { days, counted } = ledger;
    const beforeFirst = dayOrdinal(dayInYear(ledger.year, 1)) - dayOrdinal(from) - 1;
    for (let row = 0; row < days.length; row++) {
      const day = beforeFirst + days[row]!;
      if (day >= 0 && day < length && counted[row]!) use(ledger, row, day);
    }
  }
}

/**
 * Loads of a span of days, both ends included. Activities left out or outside the span are passed
 * over.
 *
 * @throws RangeError if `to` lies before `from`
 */
export function dayLoads(ledgers: readonly Ledger[], from: LocalDay, to: LocalDay): DayLoads {
  const length = dayOrdinal(to) - dayOrdinal(from) + 1;
  if (length < 1) throw new RangeError(`dayLoads requires to on or after ${from}, got ${to}`);
  const column = () => new Float64Array(length);
  const activityCount = column();
  const externalCount = column();
  const internalCount = column();
  const matchedCount = column();
  const totalLoadMiles = column();
  const trimp = column();
  const matchedLoadMiles = column();
  const matchedTrimp = column();
  const movingTimeS = column();
  const matchedMovingTimeS = column();

  forEachCountedRow(ledgers, { from, length }, (ledger, row, d) => {
    const seconds = ledger.movingTimesS[row]!;
    const miles = ledger.equivalentMiles[row]!;
    const internal = ledger.trimps[row]!;
    activityCount[d]! += 1;
    movingTimeS[d]! += seconds;
    if (internal !== null) {
      internalCount[d]! += 1;
      trimp[d]! += internal;
    }
    if (miles === null) return;
    // Without equivalent miles there is no climb either: the ledger's columns are null together.
    const external = miles + (ledger.elevationLoadMiles[row] ?? 0);
    externalCount[d]! += 1;
    totalLoadMiles[d]! += external;
    if (internal === null) return;
    matchedCount[d]! += 1;
    matchedLoadMiles[d]! += external;
    matchedTrimp[d]! += internal;
    matchedMovingTimeS[d]! += seconds;
  });
  return {
    from,
    to,
    length,
    activityCount,
    externalCount,
    internalCount,
    matchedCount,
    totalLoadMiles,
    trimp,
    matchedLoadMiles,
    matchedTrimp,
    movingTimeS,
    matchedMovingTimeS,
  };
}
