import { localDay, type LocalDay } from './local-day.ts';
import { wallClockMs } from './wall-clock-ms.ts';

/**
 * The calendar day at an instant in a time zone.
 *
 * @param instantIso an instant as ISO 8601, such as `2025-03-30T22:30:00.000Z`
 * @throws RangeError if the instant cannot be read or the time zone is unknown
 * @example localDayOf('2025-03-30T22:30:00.000Z', 'Europe/Berlin') // '2025-03-31'
 */
export function localDayOf(instantIso: string, timeZone: string): LocalDay {
  const instantMs = Date.parse(instantIso);
  if (Number.isNaN(instantMs)) {
    throw new RangeError(`localDayOf requires an ISO 8601 instant, got ${instantIso}`);
  }
  return localDay(new Date(wallClockMs(instantMs, timeZone)).toISOString().slice(0, 10));
}
