import type { Ledger } from '../documents/ledger.ts';
import { FORMULA_VERSION } from '../formula-version.ts';

/** The ledger of a year without any activity. */
export function emptyLedger(year: number): Ledger {
  return {
    year,
    formulaVersion: FORMULA_VERSION,
    activityIds: [],
    days: [],
    startedAtS: [],
    counted: [],
    sportFamilies: [],
    movingTimesS: [],
    equivalentMiles: [],
    elevationLoadMiles: [],
    trimps: [],
    trimpMethods: [],
    timeInZone1: [],
    timeInZone2: [],
    timeInZone3: [],
    timeInZone4: [],
    timeInZone5: [],
    runMiles: [],
  };
}
