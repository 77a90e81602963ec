import { sportFamilyOf } from '../sport/sport-family-of.ts';
import { cyclingMilesPerRunningMile } from './cycling-miles-per-running-mile.ts';
import { milesFromMetres } from './length-units.ts';

const SWIMMING = 4.0;
const OPEN_WATER_SWIMMING = 4.2;
const MACHINE_ROWING = 1.5;
const ROWING = 1.7;
const SKI_TOURING = 1.2;
const STRENGTH_MILES_PER_HOUR_AND_EFFORT = 0.3;
/** Effort of strength work for which the athlete gave none. */
export const ASSUMED_EFFORT = 6;

/** The part of an activity that decides its equivalent miles. */
export interface Work {
  sport: string;
  distanceM: number | null;
  movingTimeS: number;
  /** CR-10; weighs in strength work alone. */
  perceivedEffort: number | null;
}

/**
 * Running-equivalent miles: the distance on foot that would have been the same work, without climb.
 *
 * foot × 1 · cycling ÷ 4.0–2.4 by speed · swimming × 4.0, open water × 4.2 · rowing machine × 1.5,
 * on water × 1.7 · ski touring × 1.2 · strength: hours × effort × 0.30
 *
 * Source: house rules of this project.
 *
 * @returns miles; null for other or assisted sports, and where a distance is needed but was not
 *   recorded (a distance of 0 was not recorded: the watch had no signal)
 * @example equivalentMiles({ sport: 'Ride', distanceM: 38624.256, movingTimeS: 5760, perceivedEffort: null }) // 6.857
 */
export function equivalentMiles({
  sport,
  distanceM,
  movingTimeS,
  perceivedEffort,
}: Work): number | null {
  const family = sportFamilyOf(sport);
  const hours = movingTimeS / 3600;
  if (family === 'other') return null;
  if (family === 'strength') {
    return hours * (perceivedEffort ?? ASSUMED_EFFORT) * STRENGTH_MILES_PER_HOUR_AND_EFFORT;
  }
  if (distanceM === null || distanceM === 0) return null;
  const miles = milesFromMetres(distanceM);
  switch (family) {
    case 'foot':
      return miles;
    case 'cycling':
      return miles / cyclingMilesPerRunningMile(hours > 0 ? miles / hours : null);
    case 'swimming':
      return miles * (sport === 'OpenWaterSwim' ? OPEN_WATER_SWIMMING : SWIMMING);
    case 'rowing':
      return miles * (sport === 'VirtualRow' ? MACHINE_ROWING : ROWING);
    case 'skiTouring':
      return miles * SKI_TOURING;
  }
}
