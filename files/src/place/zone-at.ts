import lookUp from '@photostructure/tz-lookup';
import { isTimeZone } from '@training-monkey/training';

/**
 * The IANA time zone at a position, offline; null for positions off the globe and for exactly 0/0,
 * which devices write when they have none.
 *
 * @example zoneAt(52.52, 13.405) // 'Europe/Berlin'
 */
export function zoneAt(latitude: number | null, longitude: number | null): string | null {
  if (latitude === null || longitude === null) return null;
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) return null;
  if (latitude === 0 && longitude === 0) return null;
  const zone = lookUp(latitude, longitude);
  return isKnownHere(zone) ? zone : null;
}

const known = new Map<string, boolean>();

/** The map may name a zone that this platform's calendar has not learnt yet; asking is slow. */
function isKnownHere(zone: string): boolean {
  const answer = known.get(zone) ?? isTimeZone(zone);
  known.set(zone, answer);
  return answer;
}
