import { dayInYear, dayOrdinal, type LocalDay } from '../calendar/local-day.ts';
import type { Ledger } from '../documents/ledger.ts';
import { SPORT_FAMILIES, type SportFamily } from '../sport/sport-family.ts';

/**
 * Sums of each calendar day over its counted activities, one element a day from `from` to `to`
 * without gaps; a rest day is 0 in every column. What is unknown adds nothing, so a sum of loads
 * means little without the counts beside it.
 */
export interface DayTotals {
  from: LocalDay;
  to: LocalDay;
  length: number;
  activityCount: Float64Array;
  /** Activities with known external load, with known TRIMP, with both. */
  externalCount: Float64Array;
  internalCount: Float64Array;
  matchedCount: Float64Array;
  totalLoadMiles: Float64Array;
  elevationLoadMiles: Float64Array;
  /** Without climb, a column a family. */
  equivalentMilesByFamily: Record<SportFamily, Float64Array>;
  trimp: Float64Array;
  /** The parts of `trimp` from samples and from averages. */
  trimpFromStream: Float64Array;
  trimpFromAverage: Float64Array;
  /** Loads of the activities of which both are known. */
  matchedLoadMiles: Float64Array;
  matchedTrimp: Float64Array;
  movingTimeS: Float64Array;
  matchedMovingTimeS: Float64Array;
  /** Zones 1–5. */
  timeInZoneS: [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  /** 0 without a run. */
  longestRunMiles: Float64Array;
}

function emptyDayTotals(from: LocalDay, to: LocalDay): DayTotals {
  const length = dayOrdinal(to) - dayOrdinal(from) + 1;
  if (length < 1) throw new RangeError(`dayTotals requires to on or after ${from}, got ${to}`);
  const column = () => new Float64Array(length);
  return {
    from,
    to,
    length,
    activityCount: column(),
    externalCount: column(),
    internalCount: column(),
    matchedCount: column(),
    totalLoadMiles: column(),
    elevationLoadMiles: column(),
    equivalentMilesByFamily: Object.fromEntries(
      SPORT_FAMILIES.map((family) => [family, column()]),
    ) as Record<SportFamily, Float64Array>,
    trimp: column(),
    trimpFromStream: column(),
    trimpFromAverage: column(),
    matchedLoadMiles: column(),
    matchedTrimp: column(),
    movingTimeS: column(),
    matchedMovingTimeS: column(),
    timeInZoneS: [column(), column(), column(), column(), column()],
    longestRunMiles: column(),
  };
}

function addRow(totals: DayTotals, d: number, ledger: Ledger, row: number): void {
  const movingTimeS = ledger.movingTimesS[row]!;
  const miles = ledger.equivalentMiles[row]!;
  const trimp = ledger.trimps[row]!;
  totals.activityCount[d]! += 1;
  totals.movingTimeS[d]! += movingTimeS;
  // Without equivalent miles there is no climb either: the ledger's columns are null together.
  const climbMiles = ledger.elevationLoadMiles[row] ?? 0;
  const loadMiles = miles === null ? null : miles + climbMiles;
  if (miles !== null && loadMiles !== null) {
    totals.externalCount[d]! += 1;
    totals.totalLoadMiles[d]! += loadMiles;
    totals.elevationLoadMiles[d]! += climbMiles;
    totals.equivalentMilesByFamily[ledger.sportFamilies[row]!][d]! += miles;
  }
  if (trimp !== null) {
    const method = ledger.trimpMethods[row]!;
    totals.internalCount[d]! += 1;
    totals.trimp[d]! += trimp;
    if (method === 'stream') totals.trimpFromStream[d]! += trimp;
    if (method === 'average') totals.trimpFromAverage[d]! += trimp;
  }
  if (loadMiles !== null && trimp !== null) {
    totals.matchedCount[d]! += 1;
    totals.matchedLoadMiles[d]! += loadMiles;
    totals.matchedTrimp[d]! += trimp;
    totals.matchedMovingTimeS[d]! += movingTimeS;
  }
  const zone1 = ledger.timeInZone1[row]!;
  if (zone1 !== null) {
    const [z1, z2, z3, z4, z5] = totals.timeInZoneS;
    z1[d]! += zone1;
    z2[d]! += ledger.timeInZone2[row]!;
    z3[d]! += ledger.timeInZone3[row]!;
    z4[d]! += ledger.timeInZone4[row]!;
    z5[d]! += ledger.timeInZone5[row]!;
  }
  const runMiles = ledger.runMiles[row]!;
  if (runMiles !== null && runMiles > totals.longestRunMiles[d]!) {
    totals.longestRunMiles[d] = runMiles;
  }
}

/**
 * Day totals of a span of days, both ends included. Activities left out or outside the span are
 * passed over.
 *
 * @throws RangeError if `to` lies before `from`
 */
export function dayTotals(ledgers: readonly Ledger[], from: LocalDay, to: LocalDay): DayTotals {
  const totals = emptyDayTotals(from, to);
  for (const ledger of ledgers) {
    const beforeFirst = dayOrdinal(dayInYear(ledger.year, 1)) - dayOrdinal(from) - 1;
    for (let row = 0; row < ledger.days.length; row++) {
      const d = beforeFirst + ledger.days[row]!;
      if (d >= 0 && d < totals.length && ledger.counted[row]!) addRow(totals, d, ledger, row);
    }
  }
  return totals;
}
