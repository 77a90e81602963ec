/** A rise counts once it exceeds this; smaller ones are noise of barometer and satellites. */
const THRESHOLD_M = 2;

/**
 * Climb of a track: the sum of its rises, where a turn counts only when it exceeds 2 m.
 *
 * @returns metres; null without any altitude
 * @example trackAscentM([100, 101, 100, 110, 109, 120]) // 20
 */
export function trackAscentM(altitudesM: readonly number[]): number | null {
  let reference: number | null = null;
  let ascent = 0;
  for (const altitude of altitudesM) {
    if (Number.isNaN(altitude)) continue;
    reference ??= altitude;
    const rise = altitude - reference;
    if (rise >= THRESHOLD_M) ascent += rise;
    if (Math.abs(rise) >= THRESHOLD_M) reference = altitude;
  }
  return reference === null ? null : ascent;
}
