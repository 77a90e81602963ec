import type { DatedRow } from '../divergence/dated-rows.ts';
import { SPORT_FAMILIES, type SportFamily } from '../sport/sport-family.ts';

/** What an hour of a sport weighs for this athlete. `null` is unknown. */
export interface TrainingRate {
  family: SportFamily;
  movingTimeS: number;
  loadMilesPerHour: number | null;
  trimpPerHour: number | null;
}

/**
 * What an hour of each sport has weighed: sums of load over sums of moving time of the activities
 * of which the load is known. The sport with the most moving time comes first.
 *
 * @param rows counted activities
 */
export function trainingRates(rows: readonly DatedRow[]): TrainingRate[] {
  const rates = SPORT_FAMILIES.flatMap((family): TrainingRate[] => {
    const own = rows.filter((row) => row.sportFamily === family && row.movingTimeS > 0);
    if (own.length === 0) return [];
    const per = (loadOf: (row: DatedRow) => number | null) => {
      const known = own.filter((row) => loadOf(row) !== null);
      const hours = known.reduce((sum, row) => sum + row.movingTimeS, 0) / 3600;
      const load = known.reduce((sum, row) => sum + loadOf(row)!, 0);
      return hours === 0 || load === 0 ? null : load / hours;
    };
    return [
      {
        family,
        movingTimeS: own.reduce((sum, row) => sum + row.movingTimeS, 0),
        loadMilesPerHour: per((row) =>
          row.equivalentMiles === null ? null : row.equivalentMiles + (row.elevationLoadMiles ?? 0),
        ),
        trimpPerHour: per((row) => row.trimp),
      },
    ];
  });
  return rates.sort((a, b) => b.movingTimeS - a.movingTimeS);
}

/** Loads that a time of training may not exceed. `null` is no limit. */
export interface LoadLimit {
  loadMiles: number | null;
  trimp: number | null;
}

/**
 * The minutes of a sport that stay within both loads; null where neither is known.
 * @example minutesWithin({ loadMilesPerHour: 6, trimpPerHour: 60 }, { loadMiles: 6, trimp: 45 }) // 45
 */
export function minutesWithin(rate: TrainingRate, limit: LoadLimit): number | null {
  const ofLoad = minutesFor(limit.loadMiles, rate.loadMilesPerHour);
  const ofTrimp = minutesFor(limit.trimp, rate.trimpPerHour);
  if (ofLoad === null || ofTrimp === null) return ofLoad ?? ofTrimp;
  return Math.min(ofLoad, ofTrimp);
}

function minutesFor(load: number | null, perHour: number | null): number | null {
  return load === null || perHour === null ? null : (load / perHour) * 60;
}
