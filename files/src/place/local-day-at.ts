import { localDay, localDayOf, type LocalDay } from '@training-monkey/training';
import { UnreadableFileError } from '../unreadable-file-error.ts';

/** The years that ledgers are kept for, less the days by which a time zone may reach beyond them. */
const EARLIEST = '1900-01-02';
const LATEST = '9999-12-30';

/**
 * The wall-clock day of an instant, by the best evidence there is: the offset the device wrote, the
 * zone of the place, the athlete's own zone.
 *
 * @throws UnreadableFileError for an instant outside those years
 */
export function localDayAt(
  startedAt: string,
  evidence: { offsetS: number | null; placeZone: string | null; athleteTimeZone: string },
): LocalDay {
  if (!(startedAt >= EARLIEST && startedAt < LATEST)) {
    throw new UnreadableFileError('file', `it cannot have begun at ${startedAt}`);
  }
  if (evidence.offsetS === null) {
    return localDayOf(startedAt, evidence.placeZone ?? evidence.athleteTimeZone);
  }
  const wallClock = new Date(Date.parse(startedAt) + evidence.offsetS * 1000);
  return localDay(wallClock.toISOString().slice(0, 10));
}
