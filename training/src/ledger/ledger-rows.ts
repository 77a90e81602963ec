import type { ZoneSeconds } from '../heart-rate/time-in-zones.ts';
import type { Ledger, LedgerRow } from '../documents/ledger.ts';

function zonesAt(ledger: Ledger, i: number): ZoneSeconds | null {
  const zone1 = ledger.timeInZone1[i]!;
  if (zone1 === null) return null;
  return [
    zone1,
    ledger.timeInZone2[i]!,
    ledger.timeInZone3[i]!,
    ledger.timeInZone4[i]!,
    ledger.timeInZone5[i]!,
  ] as ZoneSeconds;
}

/** The rows of a ledger in its order: day, start, id. */
export function ledgerRows(ledger: Ledger): LedgerRow[] {
  return ledger.activityIds.map((activityId, i) => ({
    activityId,
    day: ledger.days[i]!,
    startedAtS: ledger.startedAtS[i]!,
    counted: ledger.counted[i]!,
    sportFamily: ledger.sportFamilies[i]!,
    movingTimeS: ledger.movingTimesS[i]!,
    equivalentMiles: ledger.equivalentMiles[i]!,
    elevationLoadMiles: ledger.elevationLoadMiles[i]!,
    trimp: ledger.trimps[i]!,
    trimpMethod: ledger.trimpMethods[i]!,
    timeInZoneS: zonesAt(ledger, i),
    runMiles: ledger.runMiles[i]!,
  }));
}
