import type { ZoneSeconds } from '../heart-rate/time-in-zones.ts';

/**
 * Edwards' load: minutes in each heart-rate zone × the number of the zone. Shown only as an
 * alternative to TRIMP.
 *
 * Source: Edwards 1993, The Heart Rate Monitor Book.
 *
 * @returns load in arbitrary units (AU)
 * @example edwardsLoad([600, 600, 600, 600, 600]) // 150
 */
export function edwardsLoad(timeInZoneS: ZoneSeconds): number {
  return timeInZoneS.reduce((sum, seconds, i) => sum + (seconds / 60) * (i + 1), 0);
}
