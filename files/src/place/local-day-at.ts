import { localDay, localDayOf, type LocalDay } from '@training-monkey/training';

/**
 * The wall-clock day of an instant, by the best evidence there is: the offset the device wrote, the
 * zone of the place, the athlete's own zone.
 */
export function localDayAt(
  startedAt: string,
  evidence: { offsetS: number | null; placeZone: string | null; athleteTimeZone: string },
): LocalDay {
  if (evidence.offsetS === null) {
    return localDayOf(startedAt, evidence.placeZone ?? evidence.athleteTimeZone);
  }
  const wallClock = new Date(Date.parse(startedAt) + evidence.offsetS * 1000);
  return localDay(wallClock.toISOString().slice(0, 10));
}
