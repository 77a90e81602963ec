const NAMES: Record<string, string> = {
  EBikeRide: 'E-bike ride',
  HighIntensityIntervalTraining: 'Interval training',
  VirtualRun: 'Virtual run',
};

/** Strava's sport type as words: `TrailRun` becomes “Trail run”. */
export function sportName(sport: string): string {
  const words = sport.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return NAMES[sport] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
