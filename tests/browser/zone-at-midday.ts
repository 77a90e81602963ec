/**
 * A time zone in which it is midday or nearly so, for tests that speak of today: wherever and
 * whenever they run, no midnight comes in between.
 */
export function zoneAtMidday(now = new Date()): string {
  // Names of this family count hours west of Greenwich as positive.
  const hoursWest = Math.max(-11, now.getUTCHours() - 12);
  return `Etc/GMT${hoursWest < 0 ? '' : '+'}${hoursWest}`;
}
