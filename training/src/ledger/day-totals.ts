import type { LocalDay } from '../calendar/local-day.ts';
import type { Ledger } from '../documents/ledger.ts';
import { SPORT_FAMILIES, type SportFamily } from '../sport/sport-family.ts';
import { dayLoads, forEachCountedRow, type DayLoads } from './day-loads.ts';

/** Everything the ledgers say of each calendar day: its loads, and what they were made of. */
export interface DayTotals extends DayLoads {
  elevationLoadMiles: Float64Array;
  /** Without climb, a column a family. */
  equivalentMilesByFamily: Record<SportFamily, Float64Array>;
  /** The parts of `trimp` from samples and from averages. */
  trimpFromStream: Float64Array;
  trimpFromAverage: Float64Array;
  /** Zones 1–5. */
  timeInZoneS: [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  /** 0 without a run. */
  longestRunMiles: Float64Array;
}

function withoutParts(loads: DayLoads): DayTotals {
  const column = () => new Float64Array(loads.length);
  return {
    ...loads,
    elevationLoadMiles: column(),
    equivalentMilesByFamily: Object.fromEntries(
      SPORT_FAMILIES.map((family) => [family, column()]),
    ) as Record<SportFamily, Float64Array>,
    trimpFromStream: column(),
    trimpFromAverage: column(),
    timeInZoneS: [column(), column(), column(), column(), column()],
    longestRunMiles: column(),
  };
}

function addParts(totals: DayTotals, ledger: Ledger, row: number, d: number): void {
  const miles = ledger.equivalentMiles[row]!;
  if (miles !== null) {
    totals.elevationLoadMiles[d]! += ledger.elevationLoadMiles[row] ?? 0;
    totals.equivalentMilesByFamily[ledger.sportFamilies[row]!][d]! += miles;
  }
  const trimp = ledger.trimps[row]!;
  if (trimp !== null) {
    const method = ledger.trimpMethods[row]!;
    if (method === 'stream') totals.trimpFromStream[d]! += trimp;
    if (method === 'average') totals.trimpFromAverage[d]! += trimp;
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
  const totals = withoutParts(dayLoads(ledgers, from, to));
  forEachCountedRow(ledgers, totals, (ledger, row, d) => addParts(totals, ledger, row, d));
  return totals;
}
