import { z } from 'zod';
import { isLocalDay, type LocalDay } from '../calendar/local-day.ts';

/** Field shapes that several documents share. */

export const localDayField = z.custom<LocalDay>(
  (value) => typeof value === 'string' && isLocalDay(value),
  'must be an existing day as YYYY-MM-DD',
);

/** An instant as ISO 8601 in UTC, so that text order is time order. */
export const instantField = z.iso.datetime({
  precision: 3,
  error: 'must be an instant in UTC such as 2025-08-16T06:30:00.000Z',
});

/** An IANA time zone that this platform knows. */
export const timeZoneField = z
  .string()
  .max(64)
  .refine((zone) => isTimeZone(zone), 'must be an IANA time zone such as Europe/Berlin');

/** Zones found good; asking the platform costs about as much as scoring an activity. */
const knownTimeZones = new Set<string>();

/** Whether a text names a time zone, as in `isTimeZone('Europe/Berlin') // true`. */
export function isTimeZone(zone: string): boolean {
  if (knownTimeZones.has(zone)) return true;
  if (zone === '') return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    knownTimeZones.add(zone);
    return true;
  } catch {
    return false;
  }
}

/** Text of at most so many characters, counted as the security rules count them: by code point. */
export const textField = (maxCharacters: number) =>
  z
    .string()
    .refine(
      (text) => text.length <= maxCharacters || [...text].length <= maxCharacters,
      `must have at most ${maxCharacters} characters`,
    );
