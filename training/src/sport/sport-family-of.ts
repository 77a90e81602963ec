import type { SportFamily } from './sport-family.ts';

const FAMILY_OF_SPORT: ReadonlyMap<string, SportFamily> = new Map([
  ['Run', 'foot'],
  ['TrailRun', 'foot'],
  ['VirtualRun', 'foot'],
  ['Walk', 'foot'],
  ['Hike', 'foot'],
  ['Snowshoe', 'foot'],
  ['Ride', 'cycling'],
  ['GravelRide', 'cycling'],
  ['MountainBikeRide', 'cycling'],
  ['VirtualRide', 'cycling'],
  ['Velomobile', 'cycling'],
  ['Handcycle', 'cycling'],
  ['Swim', 'swimming'],
  // Not a Strava type: how a recording tells that the swim was in open water.
  ['OpenWaterSwim', 'swimming'],
  ['VirtualRow', 'rowing'],
  ['Rowing', 'rowing'],
  ['BackcountrySki', 'skiTouring'],
  ['NordicSki', 'skiTouring'],
  ['RollerSki', 'skiTouring'],
  ['WeightTraining', 'strength'],
  ['Workout', 'strength'],
  ['Crossfit', 'strength'],
  ['HighIntensityIntervalTraining', 'strength'],
  ['Yoga', 'strength'],
  ['Pilates', 'strength'],
]);

/**
 * The family of a Strava sport type; `other` for anything unlisted and for motor- or lift-assisted
 * sports.
 *
 * @example sportFamilyOf('TrailRun') // 'foot'
 */
export function sportFamilyOf(sport: string): SportFamily {
  return FAMILY_OF_SPORT.get(sport) ?? 'other';
}
