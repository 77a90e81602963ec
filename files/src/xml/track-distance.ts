import type { TrackTime } from './track-time.ts';
import type { Track } from './track.ts';

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/**
 * Length of the way through all positions along great circles; null with fewer than two. What was
 * travelled during a pause does not count, as its time does not.
 */
export function trackDistanceM(
  { timesS, latitudes, longitudes }: Track,
  pauses: TrackTime['pauses'],
): number | null {
  const pauseStarts = new Set(pauses.map((pause) => pause.fromS));
  let length: number | null = null;
  let previous = -1;
  for (let i = 0; i < latitudes.length; i++) {
    if (Number.isNaN(latitudes[i] ?? NaN) || Number.isNaN(longitudes[i] ?? NaN)) continue;
    if (previous >= 0 && pauseStarts.has(timesS[previous] ?? NaN)) length ??= 0;
    else if (previous >= 0) {
      length =
        (length ?? 0) +
        greatCircleM(
          latitudes[previous] ?? NaN,
          longitudes[previous] ?? NaN,
          latitudes[i] ?? NaN,
          longitudes[i] ?? NaN,
        );
    }
    previous = i;
  }
  return length;
}

/**
 * Distance of two positions on the mean sphere, by the haversine formula.
 *
 * Source: Sinnott 1984, "Virtues of the Haversine", Sky & Telescope 68(2):159.
 *
 * @example greatCircleM(0, 0, 0, 1) // 111195.08
 */
export function greatCircleM(lat1: number, long1: number, lat2: number, long2: number): number {
  const a =
    Math.sin(((lat2 - lat1) * RADIANS) / 2) ** 2 +
    Math.cos(lat1 * RADIANS) *
      Math.cos(lat2 * RADIANS) *
      Math.sin(((long2 - long1) * RADIANS) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(a)));
}
