/** FIT `sport` as Strava's sport type; the numbers are those of Garmin's public profile. */
const SPORTS: Record<number, string> = {
  1: 'Run',
  2: 'Ride',
  3: 'Transition',
  4: 'Workout',
  5: 'Swim',
  6: 'Basketball',
  7: 'Soccer',
  8: 'Tennis',
  10: 'Workout',
  11: 'Walk',
  12: 'NordicSki',
  13: 'AlpineSki',
  14: 'Snowboard',
  15: 'Rowing',
  16: 'Hike',
  17: 'Hike',
  18: 'Multisport',
  19: 'Canoeing',
  21: 'EBikeRide',
  25: 'Golf',
  27: 'HorseRiding',
  30: 'InlineSkate',
  31: 'RockClimbing',
  32: 'Sail',
  33: 'IceSkate',
  35: 'Snowshoe',
  37: 'StandUpPaddling',
  38: 'Surfing',
  41: 'Kayaking',
  43: 'Windsurf',
  44: 'Kitesurf',
  62: 'HighIntensityIntervalTraining',
  88: 'Canoeing',
};

/** Sub-sports that say more than the sport they belong to; key is `sport.subSport`. */
const SUB_SPORTS: Record<string, string> = {
  '1.3': 'TrailRun',
  '1.58': 'VirtualRun',
  '2.8': 'MountainBikeRide',
  '2.9': 'MountainBikeRide',
  '2.12': 'Handcycle',
  '2.28': 'EBikeRide',
  '2.46': 'GravelRide',
  '2.47': 'EMountainBikeRide',
  '2.58': 'VirtualRide',
  '4.1': 'Run',
  '4.5': 'Ride',
  '4.6': 'Ride',
  '4.14': 'VirtualRow',
  '4.15': 'Elliptical',
  '4.16': 'StairStepper',
  '4.20': 'WeightTraining',
  '4.27': 'Walk',
  '4.44': 'Pilates',
  '5.18': 'OpenWaterSwim',
  '10.20': 'WeightTraining',
  '10.43': 'Yoga',
  '10.44': 'Pilates',
  '10.70': 'HighIntensityIntervalTraining',
  '13.37': 'BackcountrySki',
  '15.14': 'VirtualRow',
  '21.47': 'EMountainBikeRide',
};

/**
 * Strava's sport type for a FIT sport and sub-sport; `Other` when the device does not say or the
 * sport has no Strava type, so that no load is made up for it.
 *
 * @example fitSport(1, 3) // 'TrailRun'
 */
export function fitSport(sport: number | null, subSport: number | null): string {
  if (sport === null) return 'Other';
  return SUB_SPORTS[`${sport}.${subSport ?? 0}`] ?? SPORTS[sport] ?? 'Other';
}
