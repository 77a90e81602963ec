import { dayOfYear } from '../calendar/local-day.ts';
import type { ActivityDocument } from '../documents/activity.ts';
import type { LedgerRow } from '../documents/ledger.ts';
import { isRun } from '../sport/is-run.ts';

/** The row of a stored activity in the ledger of the year of its `date`. */
export function ledgerRowFrom(activityId: string, document: ActivityDocument): LedgerRow {
  const { timeInZone1, timeInZone2, timeInZone3, timeInZone4, timeInZone5 } = document;
  const hasZones =
    timeInZone1 !== null &&
    timeInZone2 !== null &&
    timeInZone3 !== null &&
    timeInZone4 !== null &&
    timeInZone5 !== null;
  return {
    activityId,
    day: dayOfYear(document.date),
    startedAtS: Math.floor(Date.parse(document.startedAt) / 1000),
    counted: document.counted,
    sportFamily: document.sportFamily,
    movingTimeS: document.durationMinutes * 60,
    equivalentMiles: document.equivalentMiles,
    elevationLoadMiles: document.elevationLoadMiles,
    trimp: document.trimp,
    trimpMethod: document.trimpMethod,
    timeInZoneS: hasZones
      ? [timeInZone1, timeInZone2, timeInZone3, timeInZone4, timeInZone5]
      : null,
    runMiles: isRun(document.type) ? document.distanceMiles : null,
  };
}
